package io.mockaws.services.cloudformation.functions

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** What functions of a template can ask for. */
internal interface Scope {
    val template: JsonObject

    /** The value of the parameter or pseudo parameter [name]; null where there is none. */
    fun parameter(name: String): JsonElement?

    /** What `Ref` of the resource [name] gives; null where there is no such resource. */
    fun physicalId(name: String): JsonElement?

    /** What `Fn::GetAtt` gives; refuses what is not there by an `AwsFault`. */
    fun attribute(
        resource: String,
        attribute: String,
        path: String,
    ): JsonElement

    /** The value that another stack exports as [name]. */
    fun export(name: String): JsonElement

    /** What `{{resolve:ssm:name:1}}` and its like stand for: [service] is `ssm`, `ssm-secure` or `secretsmanager`. */
    fun dynamic(
        service: String,
        reference: String,
    ): String
}
