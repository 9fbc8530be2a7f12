@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.binding

import io.mockaws.wire.Timestamps
import io.mockaws.wire.codec.MemberEncoder
import io.mockaws.wire.codec.TextEncoder
import io.mockaws.wire.http.Headers
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.CompositeEncoder
import kotlinx.serialization.encoding.Encoder

/** Writes one value, or a list, into the header [name]. */
internal class HeaderEncoder(
    private val member: BoundMember,
    private val name: String,
    private val headers: Headers.Builder,
) : TextEncoder() {
    override val timestamps: Timestamps get() = member.timestamps

    override fun text(value: String) {
        headers.set(name, value)
    }

    /** A string with a media type may hold what a header cannot, and so goes as base64. */
    override fun encodeString(value: String) = text(if (member.mediaType != null) base64(value) else value)

    override fun beginStructure(descriptor: SerialDescriptor): CompositeEncoder =
        object : MemberEncoder() {
            private val items = ArrayList<String>()

            override fun member(index: Int): Encoder = ItemEncoder(timestamps, items)

            override fun endStructure(descriptor: SerialDescriptor) = text(HeaderLists.join(items))
        }
}

private class ItemEncoder(
    override val timestamps: Timestamps,
    private val items: MutableList<String>,
) : TextEncoder() {
    override fun text(value: String) {
        items.add(value)
    }

    override fun encodeString(value: String) = text(HeaderLists.quote(value))
}

/** Each entry of a map becomes a header of its own, unless its name is that of a member in [bound]. */
internal class PrefixHeadersEncoder(
    private val member: BoundMember,
    private val headers: Headers.Builder,
    private val bound: List<BoundMember>,
) : TextEncoder() {
    override val timestamps: Timestamps get() = member.timestamps

    override fun text(value: String) = error("${member.name} is a map")

    override fun beginStructure(descriptor: SerialDescriptor): CompositeEncoder =
        object : MemberEncoder() {
            private val key = ArrayList<String>(1)

            override fun member(index: Int): Encoder =
                if (index % 2 == 0) {
                    key.clear()
                    KeyEncoder(timestamps, key)
                } else {
                    val name = member.name + key.single()
                    val taken = bound.any { it.name.equals(name, ignoreCase = true) }
                    HeaderEncoder(member, name, if (taken) Headers.builder() else headers)
                }
        }
}

private class KeyEncoder(
    override val timestamps: Timestamps,
    private val key: MutableList<String>,
) : TextEncoder() {
    override fun text(value: String) {
        key.add(value)
    }
}
