"""The state and its arrays, borrowed: handing them on costs no count of references.

Whenever compiled code takes an array out of the state, or hands the state to another kernel, numba counts a reference up and,
later, down again, atomically; two thirds of a run went there.  What is borrowed has no owner to count for.  It may be used only
while somebody else keeps what it was borrowed from: ``advance`` keeps the state, ``sim.compiled`` the arrays.
"""

from __future__ import annotations

from numba.core import cgutils, types
from numba.core.imputils import impl_ret_borrowed
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, intrinsic, lower_getattr_generic, models, register_model


class BorrowedType(types.Type):
    """The numba type of a borrowed structref: a bare pointer to its fields."""

    def __init__(self, owner):
        """``owner`` is the type of the structref."""
        self.owner = owner
        # A short name: it is part of every kernel's symbol, and all fields spelled out took a seventh of the time to compile.
        super().__init__(name=f"Borrowed({type(owner).__name__})")
        # The type of the fields' record takes long to make: all of them are spelled out in its name.
        self.fields = owner.get_data_type()

    borrowed = True  # no references are counted in kernels that are given one (``kernels._linkage``)

    @property
    def key(self):
        """What makes two of these types the same."""
        return self.owner


@register_model(BorrowedType)
class _BorrowedModel(models.OpaqueModel):
    pass


@infer_getattr
class _BorrowedAttributes(AttributeTemplate):
    key = BorrowedType

    def generic_resolve(self, kind, attribute):
        """Return the type of a field, None where there is no such field."""
        return kind.owner.field_dict.get(attribute)


@lower_getattr_generic(BorrowedType)
def _field_of_borrowed(context, builder, kind, value, attribute):
    fields = kind.fields
    place = context.data_model_manager[fields].get_data_type().as_pointer()
    record = context.make_data_helper(builder, fields, ref=builder.bitcast(value, place))
    return impl_ret_borrowed(context, builder, kind.owner.field_dict[attribute], getattr(record, attribute))


@intrinsic
def borrowed_state(typing_context, state):
    """Return a structref without its owner; its fields are read as before."""

    def generate(context, builder, signature, arguments):
        owner = signature.args[0]
        reference = cgutils.create_struct_proxy(owner)(context, builder, value=arguments[0])
        return context.nrt.meminfo_data(builder, reference.meminfo)

    return BorrowedType(state)(state), generate


@intrinsic
def borrowed(typing_context, arrays):
    """Return a tuple of arrays without their owners."""

    def generate(context, builder, signature, arguments):
        lent = [_without_owner(context, builder, kind, builder.extract_value(arguments[0], place))
                for place, kind in enumerate(signature.return_type)]
        return context.make_tuple(builder, signature.return_type, lent)

    return types.Tuple(tuple(arrays))(arrays), generate


def _without_owner(context, builder, kind, array):
    make = context.make_array(kind)
    given = make(context, builder, array)
    lent = make(context, builder)
    for field in ("nitems", "itemsize", "data", "shape", "strides"):
        setattr(lent, field, getattr(given, field))
    lent.meminfo = cgutils.get_null_value(lent.meminfo.type)
    lent.parent = cgutils.get_null_value(lent.parent.type)
    return lent._getvalue()
