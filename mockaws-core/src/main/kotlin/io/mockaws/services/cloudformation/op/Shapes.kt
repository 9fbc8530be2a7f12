package io.mockaws.services.cloudformation.op

import io.mockaws.services.cloudformation.functions.ParameterValue
import io.mockaws.services.cloudformation.state.StackDefinition
import io.mockaws.services.cloudformation.template.section
import kotlinx.serialization.Serializable

/** A parameter, as calls say it and as answers show it. */
@Serializable
internal data class Parameter(
    val parameterKey: String? = null,
    val parameterValue: String? = null,
    val usePreviousValue: Boolean? = null,
    val resolvedValue: String? = null,
)

@Serializable
internal data class Tag(
    val key: String,
    val value: String,
)

@Serializable
internal data class StackIdOutput(
    val stackId: String,
)

/** Where the template of a call is. */
internal class TemplateSource(
    val body: String?,
    val url: String?,
    val usesPrevious: Boolean = false,
)

/** What a call says a stack shall be. */
internal class StackSettings(
    val source: TemplateSource,
    val parameters: List<Parameter>?,
    val tags: List<Tag>?,
    val capabilities: List<String>?,
    val notificationArns: List<String>?,
    val roleArn: String?,
    val resourceTypes: List<String>? = null,
)

private const val HIDDEN = "****"

/** The parameters of a stack as they are shown: what nobody shall see is hidden. */
internal fun StackDefinition.shownParameters(): List<Parameter> =
    parameters.filterKeys {
        it in template.section("Parameters") || it in given
    }.map { (name, value) -> shown(name, value) }

private fun shown(
    name: String,
    value: ParameterValue,
) = Parameter(
    name,
    if (value.isSecret) HIDDEN else value.text,
    resolvedValue = value.resolved.takeIf {
        !value.isSecret
    }
)

internal fun StackDefinition.shownTags(): List<Tag> = tags.map { (key, value) -> Tag(key, value) }
