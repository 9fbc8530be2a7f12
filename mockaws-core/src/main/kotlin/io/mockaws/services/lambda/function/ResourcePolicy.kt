package io.mockaws.services.lambda.function

import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject

/** Who may invoke a function, or use a layer, by statements that calls add and remove. */
@Serializable
internal data class ResourcePolicy(
    val revisionId: String,
    val statements: List<Statement>,
) {
    fun statement(id: String): Statement? = statements.firstOrNull { it.id == id }

    /** As GetPolicy answers it. */
    fun document(): String =
        buildJsonObject {
            put("Version", "2012-10-17")
            put("Id", "default")
            putJsonArray("Statement") { statements.forEach { add(it.json()) } }
        }.toString()

    /**
     * Whether it lets [principal] in for [action], on behalf of [sourceArn] in [sourceAccount].
     *
     * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
     */
    fun allows(
        principal: String,
        action: String,
        sourceArn: String?,
        sourceAccount: String?,
    ): Boolean =
        statements.any { it.allows(principal, action, sourceArn, sourceAccount) }

    /** Whether it lets everybody in for [action] by the URL of the function, where that wants no signature. */
    fun allowsEverybodyByUrl(action: String): Boolean =
        statements.any {
            it.allows("*", action, sourceArn = null, sourceAccount = null) &&
                (it.urlAuthType == null || it.urlAuthType == "NONE") && it.viaUrl != false
        }

    /** One permission. */
    @Serializable
    internal data class Statement(
        val id: String,
        val action: String,
        /** As it was given: a service, an account, an ARN or `*`. */
        val principal: String,
        val resource: String,
        val sourceArn: String? = null,
        val sourceAccount: String? = null,
        val organization: String? = null,
        val eventSourceToken: String? = null,
        val urlAuthType: String? = null,
        val viaUrl: Boolean? = null,
    ) {
        fun json(): JsonObject =
            buildJsonObject {
                put("Sid", id)
                put("Effect", "Allow")
                when {
                    principal == "*" -> put("Principal", "*")
                    isService -> putJsonObject("Principal") { put("Service", principal) }
                    else -> putJsonObject("Principal") { put("AWS", principalArn) }
                }
                put("Action", action)
                put("Resource", resource)
                val conditions = conditions()
                if (conditions.isNotEmpty()) put("Condition", JsonObject(conditions))
            }

        private fun conditions(): Map<String, JsonObject> {
            val equal =
                listOfNotNull(
                    sourceAccount?.let { "AWS:SourceAccount" to it },
                    urlAuthType?.let { "lambda:FunctionUrlAuthType" to it },
                    organization?.let { "aws:PrincipalOrgID" to it },
                    eventSourceToken?.let { "lambda:EventSourceToken" to it },
                )
            return listOf(
                "StringEquals" to equal,
                "ArnLike" to listOfNotNull(sourceArn?.let { "AWS:SourceArn" to it }),
                "Bool" to listOfNotNull(viaUrl?.let { "lambda:InvokedViaFunctionUrl" to "$it" }),
            ).filter { it.second.isNotEmpty() }
                .associate { (operator, keys) ->
                    operator to JsonObject(keys.associate { (key, value) -> key to JsonPrimitive(value) })
                }
        }

        val isService: Boolean get() = principal.endsWith(".amazonaws.com")

        private val principalArn: String
            get() = if (principal.isVersionNumber) {
                "${resource.substringBefore(":lambda")}:iam::$principal:root"
            } else {
                principal
            }

        /** What a service is asked for; what stands for people is not judged here. */
        fun allows(
            service: String,
            action: String,
            sourceArn: String?,
            sourceAccount: String?,
        ): Boolean =
            (principal == service || principal == "*") &&
                (this.action == action || this.action == "*" || this.action == "lambda:*") &&
                (this.sourceArn == null || (sourceArn != null && isLike(this.sourceArn, sourceArn))) &&
                (this.sourceAccount == null || sourceAccount == null || this.sourceAccount == sourceAccount)
    }

    companion object {
        /** Whether [arn] matches [pattern], whose stars and question marks stand for any characters. */
        private fun isLike(
            pattern: String,
            arn: String,
        ): Boolean =
            Regex(
                pattern.map { c ->
                    when (c) {
                        '*' -> ".*"
                        '?' -> "."
                        else -> Regex.escape(c.toString())
                    }
                }.joinToString(""),
            ).matches(arn)
    }
}
