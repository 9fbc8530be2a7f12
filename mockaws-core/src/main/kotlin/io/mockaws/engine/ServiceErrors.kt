package io.mockaws.engine

import io.mockaws.model.ServiceModel
import io.mockaws.model.StructureModel
import io.mockaws.wire.ErrorShape
import io.mockaws.wire.MemberNames
import io.mockaws.wire.codec.MemberForm
import io.mockaws.wire.codec.MembersSerializer
import io.mockaws.wire.codec.RuntimeShape
import io.mockaws.wire.codec.WedSerializer
import kotlinx.serialization.descriptors.StructureKind

/** A service's errors as its model states them: statuses, codes of its Query days, members beside the message. */
internal class ServiceErrors(
    private val model: () -> ServiceModel,
    /** Lines of a status and codes that have it, for codes that no model has. */
    more: String,
) {
    private val statuses by lazy { parse(COMMON) + parse(more) }
    private val official by lazy { model().allErrors }
    private val byCode by lazy { official.associateBy { it.name } + official.associateBy { it.error?.code ?: it.name } }

    /** The error [code], which may be of the service's Query days. */
    fun of(
        code: String,
        message: String?,
        status: Int? = null,
        detail: ErrorShape.Detail<*>? = null,
    ): ErrorShape {
        val today = byCode[code]?.name ?: code
        return complete(ErrorShape(today, message, status ?: ErrorShape.OF_MODEL, detail = detail))
    }

    /** [error] with what its model states: its status and Query code where it names none, and its members' names. */
    fun complete(error: ErrorShape): ErrorShape {
        val shape = byCode[error.code]
        val status = if (error.status == ErrorShape.OF_MODEL) statusOf(error.code, shape) else error.status
        val queryCode = if (error.queryCode == error.code) shape?.error?.code ?: error.code else error.queryCode
        val detail = error.detail?.let { wed(it, shape) }
        val name = shape?.members?.firstOrNull { it.name.equals(ErrorShape.MESSAGE, ignoreCase = true) }?.name
        return ErrorShape(
            error.code,
            error.message,
            status,
            queryCode,
            detail,
            error.queryMessage,
            name ?: ErrorShape.MESSAGE,
        )
    }

    private fun statusOf(
        code: String,
        shape: StructureModel?,
    ): Int =
        shape?.error?.status ?: statuses[code]
            ?: if (shape?.error?.isFault == true) SERVER_ERROR else BAD_REQUEST

    private fun <T : Any> wed(
        detail: ErrorShape.Detail<T>,
        shape: StructureModel?,
    ): ErrorShape.Detail<T> {
        val own = detail.serializer
        if (own is MembersSerializer || own.descriptor.kind != StructureKind.CLASS) return detail
        val official = shape?.let { model().descriptors.of(it) } ?: RuntimeShape.EMPTY
        return ErrorShape.Detail(WedSerializer(own, official), detail.value)
    }

    /**
     * The members of the error [code] beside its message.
     *
     * @param adapt see [MemberForm]
     * @throws IllegalArgumentException for members that it does not have
     */
    fun detail(
        code: String,
        members: Any,
        adapt: (Any) -> Any,
    ): ErrorShape.Detail<*> {
        val shape = requireNotNull(byCode[code]) { "mockaws knows no members of this error but its message" }
        val descriptor = model().descriptors.of(shape)
        val form = MemberForm(MemberNames.AS_IS, adapt = adapt).of(descriptor, members)
        return ErrorShape.Detail(MembersSerializer(descriptor, MemberNames.AS_IS), form)
    }

    /** The code that an SDK's exception class [name] stands for: Java adds `Exception` to some, and writes `Kms`. */
    fun codeOf(name: String): String {
        val codes = official.map { it.name } + statuses.keys
        return codes.firstOrNull { it.equals(name, ignoreCase = true) }
            ?: codes.firstOrNull { "${it}Exception".equals(name, ignoreCase = true) }
            ?: name
    }

    private companion object {
        const val BAD_REQUEST = 400
        const val SERVER_ERROR = 500

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
