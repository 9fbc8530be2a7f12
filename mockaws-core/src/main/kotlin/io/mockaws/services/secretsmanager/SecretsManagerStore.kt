package io.mockaws.services.secretsmanager

import io.mockaws.engine.AwsFault
import io.mockaws.engine.Place
import io.mockaws.engine.SecretQuery
import io.mockaws.engine.SecretStore
import io.mockaws.engine.StoredSecret
import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.services.secretsmanager.op.GetSecretValueRequest
import io.mockaws.services.secretsmanager.op.GetSecretValueResponse
import io.mockaws.services.secretsmanager.op.getSecretValue
import io.mockaws.services.secretsmanager.rotation.settle
import io.mockaws.services.secretsmanager.secret.SecretsCall
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.util.Locale
import kotlin.time.toJavaInstant

/** Secrets for other services, which read them as GetSecretValue does. */
internal object SecretsManagerStore : SecretStore {
    private val date = DateTimeFormatter.ofPattern("MMM d, yyyy h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC)

    override suspend fun find(
        query: SecretQuery,
        place: Place,
        world: World,
    ): StoredSecret? {
        val call = world.context(SecretsManagerService, place)
        call.settle()
        val found = read(query, call) ?: return null
        val text = found.secretString ?: return null
        return StoredSecret(found.arn, text, found.createdDate, documentOf(found))
    }

    /** A version is asked for by its id or by a label; which of them it is the secret tells. */
    private fun read(
        query: SecretQuery,
        call: SecretsCall,
    ): GetSecretValueResponse? {
        val version = query.version ?: return answer(GetSecretValueRequest(query.id), call)
        return answer(GetSecretValueRequest(query.id, versionStage = version), call)
            ?: answer(GetSecretValueRequest(query.id, versionId = version), call)
    }

    private fun answer(
        request: GetSecretValueRequest,
        call: SecretsCall,
    ): GetSecretValueResponse? =
        try {
            getSecretValue(request, call)
        } catch (_: AwsFault) {
            null
        }

    private fun documentOf(found: GetSecretValueResponse): String =
        buildJsonObject {
            put("ARN", found.arn)
            put("name", found.name)
            put("versionId", found.versionId)
            put("secretString", found.secretString)
            putJsonArray("versionStages") { found.versionStages.orEmpty().forEach { add(JsonPrimitive(it)) } }
            put("createdDate", date.format(found.createdDate.toJavaInstant()))
        }.toString()
}
