package io.mockaws.services.secretsmanager.rotation

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerFaults
import io.mockaws.wire.Blob
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.put
import java.util.Base64

/** Whether the function at [arn] is there and lets Secrets Manager in for the secret at [secretArn]. */
internal fun SecretsCall.mayInvoke(
    arn: String,
    secretArn: String,
): Boolean =
    try {
        invoke(arn, secretArn, "DryRun", JsonObject(emptyMap()))
        true
    } catch (_: AwsFault) {
        false
    }

/** How Lambda answers Secrets Manager that may not invoke the function, or finds none. */
private val notLetIn = setOf("AccessDeniedException", "ResourceNotFoundException")

/** Has the function at [arn] do [step]; gives why it failed, or null. */
internal fun SecretsCall.invokeStep(
    arn: String,
    step: String,
    secretArn: String,
    token: String,
): String? {
    val event =
        buildJsonObject {
            put("ClientRequestToken", token)
            put("SecretId", secretArn)
            put("Step", step)
        }
    val answer =
        try {
            invoke(arn, secretArn, "RequestResponse", event)
        } catch (refused: AwsFault) {
            val known = if (refused.error.code in notLetIn) SecretsManagerFaults.cannotInvoke() else refused
            return known.error.message
        }
    if (answer["FunctionError"] == null) return null
    val error = Json.parseToJsonElement((answer["Payload"] as Blob).bytes.decodeToString()) as? JsonObject
    return (error?.get("errorMessage") as? JsonPrimitive)?.contentOrNull ?: "The function failed"
}

private fun SecretsCall.invoke(
    arn: String,
    secretArn: String,
    type: String,
    event: JsonObject,
): Map<String, Any?> {
    val input =
        buildJsonObject {
            put("FunctionName", arn)
            put("InvocationType", type)
            put("Payload", Base64.getEncoder().encodeToString(event.toString().encodeToByteArray()))
        }
    val at = Arn.parse(arn)?.place ?: place
    return serviceCall("lambda", "Invoke", input, "secretsmanager.amazonaws.com", secretArn, at)
}
