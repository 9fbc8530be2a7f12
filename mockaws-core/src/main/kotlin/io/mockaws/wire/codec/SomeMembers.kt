package io.mockaws.wire.codec

/** Members of a structure, or entries of a map, beside which there may be others. */
internal class SomeMembers(
    members: Map<String, Any?>,
) : Map<String, Any?> by members
