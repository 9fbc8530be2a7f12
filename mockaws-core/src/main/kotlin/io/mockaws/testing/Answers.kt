package io.mockaws.testing

import io.mockaws.engine.Answer
import io.mockaws.engine.AwsFault
import io.mockaws.engine.ServiceEntry
import io.mockaws.wire.codec.LooseMembers
import io.mockaws.wire.codec.MemberForm

/** Makes answers of what a test gives for one: maps of members, either SDK's own objects and exceptions, codes. */
internal class Answers(
    private val sdks: () -> List<SdkTypes>,
) {
    /** @throws IllegalArgumentException when [response] is none of [operation]'s */
    fun success(
        entry: ServiceEntry<*>,
        operation: String,
        response: Any,
    ): Answer {
        val canned =
            entry.canned(operation) { sdks().firstNotNullOfOrNull { it.output(entry.service.shape, operation) } }
        val shape =
            requireNotNull(canned) {
                "mockaws has no shape of ${entry.service.shape.name}:$operation, and no AWS SDK for Java " +
                    "that has one is on the class path; so only errors of it can be stubbed"
            }
        val read = read(response)
        require(read !is LooseMembers || read.type.removeSuffix("Response") == operation) {
            "${(read as LooseMembers).type} is not what $operation answers"
        }
        val members = naming(operation) { MemberForm(entry.names, adapt = ::read).of(shape.output.descriptor, read) }
        return Answer.Members(shape, members)
    }

    fun failure(
        entry: ServiceEntry<*>,
        code: String,
        message: String?,
        status: Int?,
        members: Any = emptyMap<String, Any>(),
    ): Answer {
        val read = read(members)
        val isBare = ((read as? LooseMembers)?.names ?: read as Map<*, *>).isEmpty()
        val detail = if (isBare) null else naming(code) { entry.errors.detail(code, read, ::read) }
        return Answer.Failed(AwsFault(entry.errors.of(code, message, status, detail)))
    }

    /** @throws IllegalArgumentException when [exception] is no service's error, or does not say which */
    fun failure(
        entry: ServiceEntry<*>,
        exception: Throwable,
    ): Answer =
        requireNotNull(failureOrNull(entry, exception)) {
            "${exception.javaClass.name} is no error of a service; faults have those of the connection"
        }

    /** The answer that [exception] stands for; null when it is none of an SDK's errors of services. */
    fun failureOrNull(
        entry: ServiceEntry<*>,
        exception: Throwable,
    ): Answer? {
        val error = sdks().firstNotNullOfOrNull { it.error(exception) } ?: return null
        val code = error.code ?: error.className?.let { entry.errors.codeOf(it) }
        requireNotNull(code) { "${exception.javaClass.name} without an error code could be any error" }
        return failure(entry, code, error.message, error.status, error.members)
    }

    /** @throws IllegalArgumentException for members that [operation]'s input does not have */
    fun expected(
        entry: ServiceEntry<*>,
        operation: String,
        members: Any,
    ): Map<String, Any?> {
        val own =
            requireNotNull(entry.operation(operation) ?: entry.unwritten(operation)) {
                "mockaws does not read the input of ${entry.service.shape.name}:$operation"
            }
        val shape = own.shape.input.descriptor
        return naming(operation) { MemberForm(entry.names, AnyValue, ::read).of(shape, members) }
    }

    private fun read(value: Any): Any = sdks().firstNotNullOfOrNull { it.read(value) } ?: value

    private inline fun <T> naming(
        what: String,
        block: () -> T,
    ): T =
        try {
            block()
        } catch (wrong: IllegalArgumentException) {
            throw IllegalArgumentException("$what: ${wrong.message}", wrong)
        }

    private val ServiceEntry<*>.names get() = service.shape.memberNames
}

/** Stands for any value of a parameter that has to be there. */
internal object AnyValue {
    override fun toString(): String = "any()"
}
