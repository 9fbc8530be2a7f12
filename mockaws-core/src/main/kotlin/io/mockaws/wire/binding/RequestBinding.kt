@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.binding

import io.mockaws.wire.HttpTrait
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.MemberNames
import io.mockaws.wire.UnknownMembers
import io.mockaws.wire.codec.DocumentCodec
import io.mockaws.wire.codec.refusing
import io.mockaws.wire.content.document
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.percentDecode
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder

/** Puts the input of one REST operation together from labels, query, headers and body. */
internal class RequestBinding<I : Any>(
    private val serializer: KSerializer<I>,
    http: HttpTrait,
    names: MemberNames,
    private val codec: DocumentCodec,
    /** Whether a map of query parameters also has those that another member is bound to. */
    allParameters: Boolean,
) {
    val plan: BindingPlan = BindingPlan(serializer.descriptor, isInput = true, names)
    private val pattern = UriPattern(http.pattern)
    private val strangers = Strangers(plan, pattern, http.header)
    private val boundElsewhere =
        if (allParameters) emptySet() else plan.ofPlace(Place.QUERY).mapTo(HashSet()) { it.name }
    private val streams = plan.payload?.descriptor?.isStream == true

    /** @throws MalformedRequest for what does not have the input's shape */
    suspend fun decode(
        request: HttpRequest,
        unknown: UnknownMembers,
    ): I {
        val message =
            try {
                RequestValues(request, labels(request), boundElsewhere)
            } catch (e: IllegalArgumentException) {
                throw MalformedRequest("Couldn't parse the specified URI.", e, code = "InvalidURI")
            }
        strangers.report(request, unknown)
        val bytes = if (streams || !(plan.hasDocument || plan.payload != null)) NOTHING else request.document()
        val payload = if (plan.payload ==
            null
        ) {
            null
        } else {
            PayloadDecoder(plan.payload, request.body, bytes, codec, unknown)
        }
        if (!plan.hasDocument || bytes.isEmpty()) {
            return refusing { serializer.deserialize(BoundDecoder(plan, message, payload, null)) }
        }
        return codec.decode(inDocument(message), bytes, unknown)
    }

    private fun labels(request: HttpRequest): Map<String, String> {
        val values = pattern.match(request.path) ?: throw MalformedRequest("The path is not that of the operation")
        return pattern.labels.indices.associate { pattern.labels[it] to percentDecode(values[it]) }
    }

    /** What the codec takes for the shape of the body; in truth the whole input is made while it reads. */
    private fun inDocument(message: RequestValues) =
        object : DeserializationStrategy<I> {
            override val descriptor: SerialDescriptor get() = plan.document

            override fun deserialize(decoder: Decoder): I =
                serializer.deserialize(BoundDecoder(plan, message, null, decoder))
        }

    private companion object {
        val NOTHING = ByteArray(0)
    }
}

/** The parts of a request that are text. */
internal class RequestValues(
    private val request: HttpRequest,
    private val labels: Map<String, String>,
    private val boundElsewhere: Set<String>,
) {
    private val query = request.parameters

    /** What is bound to [member], or null when it is not there. An empty text is nothing but for a string. */
    fun of(member: BoundMember): Decoder? =
        when (member.place) {
            Place.LABEL -> labels[member.name]?.let { TextValuesDecoder(member, listOf(it)) }
            Place.QUERY -> texts(member, query.all(member.name))
            Place.QUERY_PARAMS -> map(member, parameters())
            Place.HEADER -> texts(member, request.headers.all(member.name))
            Place.PREFIX_HEADERS -> map(member, headers(member.name))
            else -> null
        }

    private fun texts(
        member: BoundMember,
        values: List<String>,
    ): Decoder? =
        when {
            values.isEmpty() -> null
            values.size == 1 && values[0].isEmpty() && member.descriptor.needsText -> null
            else -> TextValuesDecoder(member, values)
        }

    private fun map(
        member: BoundMember,
        entries: Map<String, List<String>>,
    ): Decoder? = if (entries.isEmpty()) null else TextMapDecoder(member, entries)

    private fun parameters(): Map<String, List<String>> =
        query.filter { it.name !in boundElsewhere }.groupBy({ it.name }, { it.value.orEmpty() })

    /** Names in lower case, as HTTP/2 sends them; a name that occurs twice is one value with a comma. */
    private fun headers(prefix: String): Map<String, List<String>> {
        val found = LinkedHashMap<String, List<String>>()
        request.headers.forEachField { name, value ->
            if (name.startsWith(prefix, ignoreCase = true)) {
                val key = name.substring(prefix.length)
                found[key] = listOf(found[key]?.let { "${it[0]},$value" } ?: value)
            }
        }
        return found
    }
}
