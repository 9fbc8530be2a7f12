package io.mockaws.services.secretsmanager

import io.mockaws.engine.AwsFault
import io.mockaws.engine.Place
import io.mockaws.engine.access.Need
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.access.at
import io.mockaws.engine.access.needsOnKey
import io.mockaws.iam.ConditionKeys
import io.mockaws.iam.Principal
import io.mockaws.iam.ResourceSide
import io.mockaws.kit.Arn
import io.mockaws.services.secretsmanager.secret.Secret
import io.mockaws.services.secretsmanager.secret.SecretsCall
import io.mockaws.services.secretsmanager.secret.SecretsManagerState
import io.mockaws.services.secretsmanager.secret.secret
import io.mockaws.services.secretsmanager.secret.secrets

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access.html */
internal object SecretsManagerAccess : ServiceAccess<SecretsManagerState>() {
    /** The ARN of a secret ends in characters that only who has it knows; of what is not there it ends in none. */
    override fun arn(
        kind: String,
        value: Any,
        call: SecretsCall,
    ): String? = find("$value", call)?.arn ?: Arn.parse("$value")?.toString() ?: Arn.of(
        "secretsmanager",
        call.place,
        "secret:$value"
    ).toString()

    private fun find(
        id: String,
        call: SecretsCall,
    ): Secret? =
        try {
            call.secret(id).let { it.of(it.call.state.now) }
        } catch (_: AwsFault) {
            null
        }

    /** A value that is encrypted under a key of the customer's own is decrypted for the caller. */
    override fun furtherNeeds(
        operation: String,
        input: Map<String, Any?>,
        call: SecretsCall,
    ): List<Need> {
        val actions = ON_KEY[operation] ?: return emptyList()
        val secret = (input["SecretId"] as? String)?.let { find(it, call) }
        val id = input["KmsKeyId"] as? String ?: secret?.kmsKeyId ?: return emptyList()
        return call.needsOnKey("secretsmanager", id, actions, mapOf("SecretARN" to secret?.arn.orEmpty()))
    }

    /** The secrets that a batch is for. */
    override fun needsOfParts(
        operation: String,
        input: Map<String, Any?>,
        call: SecretsCall,
    ): List<Need> {
        if (operation != "BatchGetSecretValue") return emptyList()
        return input.at("SecretIdList").mapNotNull { find("$it", call) }
            .map { Need("secretsmanager:GetSecretValue", it.arn) }
    }

    private val ON_KEY =
        mapOf(
            "GetSecretValue" to listOf("Decrypt"),
            "PutSecretValue" to listOf("GenerateDataKey"),
            "CreateSecret" to listOf("GenerateDataKey", "Decrypt"),
        )

    override fun resource(
        need: Need,
        principal: Principal,
        keys: ConditionKeys,
        call: SecretsCall,
    ): ResourceSide {
        val arn = Arn.parse(need.resource) ?: return NOTHING
        return ResourceSide(arn.account, policy("the resource policy", at(arn, call)?.policy))
    }

    private fun at(
        arn: Arn,
        call: SecretsCall,
    ): Secret? = call.at(Place(arn.account, arn.region)).state.now.secrets.values.firstOrNull { it.arn == "$arn" }

    override fun tags(
        arn: String,
        call: SecretsCall,
    ): Map<String, String>? = Arn.parse(arn)?.let { at(it, call) }?.tags

    override fun values(
        key: String,
        need: Need,
        input: Map<String, Any?>,
        call: SecretsCall,
    ): List<String>? =
        when (key) {
            "secretsmanager:secretid" -> listOf(need.resource)
            "secretsmanager:resource/allowrotationlambdaarn" -> null
            "secretsmanager:secretprimaryregion" -> Arn.parse(need.resource)?.let { listOf(it.region) }
            else -> null
        }
}
