package io.mockaws.engine

import io.mockaws.wire.ErrorShape
import io.mockaws.wire.MemberNames
import io.mockaws.wire.codec.MemberForm
import io.mockaws.wire.codec.MembersSerializer
import kotlinx.serialization.descriptors.SerialDescriptor
import java.util.concurrent.ConcurrentHashMap

/** A service's error codes with what goes with them, for errors that are asked for by code. */
internal class ServiceErrors(
    /** Lines of a status and the codes that have it. What is not here has [COMMON]'s status, or 400. */
    codes: String,
    /** The code of the service's Query days, by today's, where it is another. */
    private val queryCodes: Map<String, String> = emptyMap(),
    /** The members beside the message, by code, as far as the service has any. */
    private val details: Map<String, SerialDescriptor> = emptyMap(),
    /** What a call of an operation that comes too fast is answered. */
    private val throttled: (operation: String) -> Pair<String, String>,
) {
    private val statuses = parse(COMMON) + parse(codes)
    private val serializers = ConcurrentHashMap<String, MembersSerializer>()
    private val fromQuery = queryCodes.entries.associate { (code, queryCode) -> queryCode to code }

    /** The error [code], which may be of the service's Query days. */
    fun of(
        code: String,
        message: String?,
        status: Int? = null,
        detail: ErrorShape.Detail<*>? = null,
        queryMessage: String? = message,
    ): ErrorShape {
        val today = fromQuery[code] ?: code
        val known = status ?: statuses[today] ?: BAD_REQUEST
        return ErrorShape(today, message, known, queryCodes[today] ?: today, detail, queryMessage)
    }

    /**
     * The members of the error [code] beside its message.
     *
     * @param adapt see [MemberForm]
     * @throws IllegalArgumentException for members that it does not have
     */
    fun detail(
        code: String,
        names: MemberNames,
        members: Any,
        adapt: (Any) -> Any,
    ): ErrorShape.Detail<*> {
        val shape = requireNotNull(details[code]) { "mockaws knows no members of this error but its message" }
        val serializer = serializers.computeIfAbsent(code) { MembersSerializer(shape, names) }
        return ErrorShape.Detail(serializer, MemberForm(names, adapt = adapt).of(shape, members))
    }

    /** What [operation] answers to who calls too fast. */
    fun throttled(
        operation: String
    ): ErrorShape = throttled.invoke(operation).let { (code, message) -> of(code, message) }

    /** The code that an SDK's exception class [name] stands for: Java adds `Exception` to some, and writes `Kms`. */
    fun codeOf(name: String): String =
        statuses.keys.firstOrNull { it.equals(name, ignoreCase = true) }
            ?: statuses.keys.firstOrNull { "${it}Exception".equals(name, ignoreCase = true) }
            ?: name

    private companion object {
        const val BAD_REQUEST = 400

        /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html, the same for most. */
        const val COMMON =
            """
            403 InvalidClientTokenId OptInRequired
            500 InternalFailure InternalError InternalServerError InternalServerException
            503 ServiceUnavailable
            """

        fun parse(table: String): Map<String, Int> =
            table.lines().map { it.trim() }.filter { it.isNotEmpty() }.flatMap { line ->
                val words = line.split(' ')
                words.drop(1).map { it to words[0].toInt() }
            }.toMap()
    }
}
