package io.mockaws.services.cloudformation.sam

/**
 * A template that SAM refuses.
 *
 * @property messages what is wrong, in SAM's own words, each once
 */
internal class SamError(
    val messages: List<String>,
) : RuntimeException(
    "Invalid Serverless Application Specification document. Number of errors found: ${messages.size}. " +
        messages.joinToString(" "),
)

/** One thing that is wrong; the transform goes on to find more. */
internal class Wrong(
    val text: String,
    val ofEvent: Boolean = false,
    val key: String = "",
) : RuntimeException(text)

/** What is so wrong that nothing else is looked at. */
internal class WrongDocument(
    val messages: List<String>,
) : RuntimeException(messages.joinToString(" "))

internal fun wrongResource(
    id: String?,
    message: String,
): Nothing = throw Wrong("Resource with id [$id] is invalid. $message", key = id.orEmpty())

internal fun wrongEvent(
    id: String?,
    message: String,
): Nothing = throw Wrong("Event with id [$id] is invalid. $message", ofEvent = true, key = id.orEmpty())

internal fun templateMessage(message: String): String = "Structure of the SAM template is invalid. $message"

internal fun wrongTemplate(message: String): Nothing = throw Wrong(templateMessage(message))

internal fun wrongDocument(message: String): Nothing = throw WrongDocument(listOf(templateMessage(message)))

/** Turns what is wrong with an event into what is wrong with the resource that has it. */
internal inline fun <T> eventsOf(
    id: String,
    block: () -> T,
): T =
    try {
        block()
    } catch (wrong: Wrong) {
        if (wrong.ofEvent) wrongResource(id, wrong.text) else throw wrong
    }

/** What a value has to be, and where it is, for the message when it is not. */
internal class Expect(
    private val value: Any?,
    private val id: String?,
    private val path: String,
    private val event: Boolean = false,
    private val attribute: Boolean = false,
) {
    fun map(message: String? = null): Fields = value as? Fields ?: refuse("map", message)

    fun list(): Items = value.asItems() ?: refuse("list", null)

    fun string(): String = value as? String ?: refuse("string", null)

    fun bool(): Boolean = value as? Boolean ?: refuse("boolean", null)

    fun strings(): List<String> = list().mapIndexed { index, item -> Expect(item, id, "$path[$index]", event).string() }

    fun given(message: String? = null): Any = value ?: fail(message ?: "Property '$path' is required.")

    private fun refuse(
        type: String,
        message: String?,
    ): Nothing = fail(message ?: "${if (attribute && !event) "Attribute" else "Property"} '$path' should be a $type.")

    private fun fail(message: String): Nothing = if (event) wrongEvent(id, message) else wrongResource(id, message)
}
