"""What one replication is given: plain arrays, the same for both engines."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kernels.kinds import DESK_TIME, SUPERVISORY
from kernels.places import CONVEY
from kernels.records import PROTECTED, RULES
from sim.inputs.aid_plan import AidPlan
from sim.inputs.availability_plan import AvailabilityPlan
from sim.inputs.bid_books import BidBooks
from sim.inputs.career_plan import CareerPlan
from sim.inputs.case_plan import CasePlan
from sim.inputs.displacement_plan import DisplacementPlan
from sim.inputs.exposure_plan import ExposurePlan
from sim.inputs.front_plan import FrontPlan
from sim.inputs.lever_plan import LeverPlan
from sim.inputs.overtime_plan import OvertimePlan
from sim.inputs.pools_plan import PoolPlan
from sim.inputs.presence_plan import PresencePlan
from sim.inputs.prevention_plan import PreventionPlan
from sim.inputs.return_plan import ReturnPlan
from sim.inputs.room_plan import RoomPlan
from sim.inputs.spell_plan import SpellPlan
from sim.inputs.suites import Suites

Records = npt.NDArray[np.void]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

PROTECTED_KINDS = (SUPERVISORY, DESK_TIME)  # the rows of the table of protected time

# The sickness models of a scenario, as the engines number them.
SICKNESS_MODELS = ("none", "independent", "feedback")


@dataclass(frozen=True)
class Rules:
    """How the force answers; every field is explained in ``kernels.records.RULES``.  What is not given is off."""

    wind_down_ms: int
    wind_down_grades: int
    travel_on: bool
    fatigue_on: bool
    sickness_model: int  # index in SICKNESS_MODELS
    quick_return_ms: int
    order: int = 0
    ageing_ms: int = 1
    staged: bool = False
    begin_anyway_ms: int = 0
    surplus_on: bool = False
    surplus_after: float = 1.0
    reserve_crews: int = 0
    reserve_grades: int = 0
    preempt_grades: int = 0
    preempt_travelling: bool = False
    preempt_on_scene: bool = False
    preempt_clearing: bool = False
    restart: bool = False
    hand_back: bool = False
    hand_over: bool = False
    stay_grades: int = 0
    thinning_on: bool = False
    thinning_most: float = 1.0
    help_on: bool = False
    help_grades: int = 0
    help_after_ms: int = 0
    help_keep: int = 0
    split_waiting: int = 0
    re_form: bool = False
    double_share: float = 0.0
    students_count: bool = True
    briefing_grades: int = 0
    break_grades: int = 0
    break_keep: int = 0
    break_counts: float = 1.0
    escort: int = 0
    file_officers: int = 0
    watch_splits: bool = False
    paper_after_ms: int = 0
    cut_waiting: int = 0
    cut_spared: int = 0
    cut_to: float = 1.0
    arresting: int = 0
    sergeants_last: bool = False
    practitioners_stay: bool = False
    late_most: float = 0.0
    late_worst_at: float = 1.0
    complaint_late: float = 1.0
    complaint_rushed: float = 1.0
    complaint_sergeant_ms: int = 0
    complaint_officer_ms: int = 0
    complaint_tour_ms: int = 0
    prevention_ms: int = 0

    def record(self) -> Records:
        """Return the rules as one RULES record, the form the compiled engine reads."""
        out = np.zeros(1, dtype=RULES)
        for name in RULES.names or ():
            out[name] = getattr(self, name)
        return out


@dataclass(frozen=True)
class PartnerRules:
    """One partner: when officers give up waiting, and rows of the table of durations."""

    give_up_ms: int
    handover_row: int
    care_row: int
    convey_row: int
    place: bool = False  # officers bring the person there; otherwise it comes to the scene
    drive_row: int = 0  # ... the drive there
    officers: int = 1  # ... and how many stay with the person
    at_limit: int = CONVEY  # what officers do who have waited long enough: kernels.places
    convey_to: int = -1  # the place they then take the person to; -1: wherever, in the time of ``convey_row``


@dataclass(frozen=True)
class Inputs:
    """The plan of one replication.  Records are laid out as in ``kernels.records`` and its neighbours; times are ms."""

    horizon_ms: int
    measure_from_ms: int
    n_grades: int
    rules: Rules
    incidents: Records  # (n,) INCIDENT, attended incidents in order of (created, key)
    logged_in_hour: Ints  # (hours,) every incident logged, attended or not
    tours: Records  # (n,) TOUR in order of (start, team, area, end, seat)
    seat_ids: Ints  # (seats,) establishment numbers
    seat_area: Ints  # (seats,)
    seat_back_day: Ints  # (seats,) first day (since 1970-01-01) back from a spell that began before the study
    seat_skills: Ints  # (seats,) skills held, one bit each
    seat_student: Ints  # (seats,) 1: goes out only with a tutor
    n_areas: int
    travel_row: Ints  # (areas,) rows of ``durations``
    free_usual: Floats  # (areas,) free crews at which travel takes as long as configured
    lenders: Ints  # (areas, k) neighbours that help, in the order in which they are asked; -1 none
    lend_extra_ms: Ints  # (areas, k) how much longer their crews drive
    target_ms: Ints  # (grades, areas) from logging to the first officer there
    promote_ms: Ints  # (grades,) waiting so long with nobody sent raises an incident by a grade; -1 never
    substitute_ms: Ints  # (skills,) after waiting so long anybody may go instead; -1 never
    partners: tuple[PartnerRules, ...]
    steps: Records  # (n,) STEP, units of the partners from then on, in order of (time, partner)
    background: Records  # (n,) BACKGROUND in order of (asked, key)
    nights: Ints  # (days, 2): the hour of bookkeeping (06:00) of each local date, and the date's number since 1970-01-01
    durations: Floats  # table of distributions, see kernels.durations
    fatigue: Floats  # (seats, parameters), see kernels.fatigue
    sickness: Floats
    overtime: Ints
    zone_at_ms: Ints
    zone_offset_ms: Ints
    key_travel: np.uint64
    key_sickness: np.uint64
    front: FrontPlan = field(default_factory=FrontPlan)  # callers and those who answer them

    aid: AidPlan = AidPlan()
    overtime_plan: OvertimePlan = field(default_factory=OvertimePlan)
    availability: AvailabilityPlan = AvailabilityPlan()  # for the measures only
    suites: Suites = field(default_factory=Suites)  # of custody; each has a row among ``partners``, behind the services
    # (outages, 2) from when to when the systems are down, in order; they neither overlap nor touch
    outages_ms: Ints = field(default_factory=lambda: np.zeros((0, 2), dtype=np.int64))
    casework: CasePlan = field(default_factory=CasePlan)  # crimes that incidents leave, and who investigates them
    returns: ReturnPlan = field(default_factory=ReturnPlan)  # incidents that may come of others
    displacement: DisplacementPlan = field(default_factory=DisplacementPlan)  # what partners leave undone
    pools: PoolPlan = field(default_factory=PoolPlan)  # people who are no response officers
    exposures: ExposurePlan = field(default_factory=ExposurePlan)  # what a day asks of an officer: told beforehand
    bids: BidBooks = field(default_factory=BidBooks)  # for the measures only
    spells: SpellPlan = field(default_factory=SpellPlan)  # sickness by kind, and the duty after it
    careers: CareerPlan = field(default_factory=CareerPlan)  # people who leave posts, and who join
    presence: PresencePlan = field(default_factory=PresencePlan)  # spells that are hidden, slower work, injuries
    room: RoomPlan = field(default_factory=RoomPlan)  # the people of the control room, who fall sick too
    # Which officers' seats are sergeants', (own seats,).
    sergeants: npt.NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    # (2,) PROTECTED: supervisory work and desk time, in this order; all 0: there is none
    protected: Records = field(default_factory=lambda: np.zeros(len(PROTECTED_KINDS), dtype=PROTECTED))
    levers: LeverPlan = field(default_factory=LeverPlan)  # interventions
    # (sources, hours) of those logged, the ones of each event and estate; for the measures only
    logged_apart: Ints = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))
    prevention: PreventionPlan = field(default_factory=PreventionPlan)  # time invested in repeat places
    replication: int = 0  # for the measures only: what officers answer is drawn there

    @property
    def seat_sergeant(self) -> Ints:
        """1 for the seat of a sergeant, (seats,), those of pools and guests included, who are none."""
        out = np.zeros(self.n_seats, dtype=np.int64)
        out[: self.sergeants.size] = self.sergeants
        return out

    @property
    def protected_tours(self) -> int:
        """Number of tours for which protected time is kept: all of them, none where there is no such time."""
        amounts = ("base_ms", "per_officer_ms", "per_crime_ms")
        some = self.rules.complaint_tour_ms + self.rules.prevention_ms > 0 or any(self.protected[name].any() for name in amounts)
        return self.tours.size if some else 0

    @property
    def n_own(self) -> int:
        """Number of seats of response officers; those of pools sit behind them, those of mutual aid's guests last."""
        return self.first_guest - self.pools.n_seats

    @property
    def first_guest(self) -> int:
        """Number of the force's own seats, pools included; guests of mutual aid sit behind them."""
        return self.n_seats - self.aid.n_guests

    @property
    def n_own_tours(self) -> int:
        """Number of tours planned for the force's own people, pools included; those of recalls follow, then those of guests."""
        return self.overtime_plan.first_recall if self.overtime_plan.on else self.first_guest_tour

    @property
    def first_guest_tour(self) -> int:
        """The first tour of a guest; those before it are of the force's own people, pools included."""
        return self.aid.first_tour if self.aid.on else self.tours.size

    @property
    def n_seats(self) -> int:
        """Number of seats after cuts and uplift, those of guests included."""
        return int(self.seat_ids.shape[0])
