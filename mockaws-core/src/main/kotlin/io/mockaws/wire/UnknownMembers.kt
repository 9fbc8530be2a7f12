package io.mockaws.wire

/** Told the path (`Delivery.Retries`, `header x-amz-foo`) of each member of a request that the shape lacks. */
internal fun interface UnknownMembers {
    fun report(path: String)

    companion object {
        val Ignore: UnknownMembers = UnknownMembers { }
    }
}
