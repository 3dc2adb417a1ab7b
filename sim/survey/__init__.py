"""The virtual survey: simulated officers answer, and the analysis of the survey of 2016 is done on what they say."""

from sim.survey.study import hold_survey

__all__ = ["hold_survey"]
