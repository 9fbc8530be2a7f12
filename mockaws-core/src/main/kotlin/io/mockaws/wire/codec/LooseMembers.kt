package io.mockaws.wire.codec

/** The members of an object that was made for another purpose: [names] are AWS's but for capitals. */
internal class LooseMembers(
    /** The name of its class. */
    val type: String,
    val names: Map<String, Any>,
    /** What its one streaming member holds, where that lies beside it. */
    val body: Any? = null,
    /** Other names for some of [names], to be tried where those are none of AWS's. */
    val aliases: Map<String, String> = emptyMap(),
)
