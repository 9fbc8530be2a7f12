package io.mockaws.services.sts.session

import io.mockaws.engine.CallContext
import io.mockaws.engine.KnownRole
import io.mockaws.engine.World
import io.mockaws.kit.AccessKeyIds
import io.mockaws.kit.Arn
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import java.security.MessageDigest
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

/** A role that is to be assumed, by its ARN. */
internal class AssumableRole private constructor(
    val arn: Arn,
    /** Its name without the path. */
    val name: String,
) {
    val account: String get() = arn.account

    /** The role as IAM has it; null where IAM has none. */
    fun known(world: World): KnownRole? = world.links.roles?.role(account, name, world)

    /**
     * The role's unique id: that of IAM's. Where IAM has no such role it follows from the ARN, so that every session of a role
     * has the same.
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
     */
    fun id(world: World): String = known(world)?.id ?: madeUpId

    private val madeUpId: String
        get() {
            val digest = MessageDigest.getInstance("SHA-256").digest("$arn".encodeToByteArray())
            return "AROA" +
                (0 until ID).map {
                    AccessKeyIds.ALPHABET[digest[it].toInt() and (AccessKeyIds.ALPHABET.length - 1)]
                }.joinToString("")
        }

    /** The ARN of its session [name]. */
    fun session(name: String): String = "arn:${arn.partition}:sts::${arn.account}:assumed-role/${this.name}/$name"

    companion object {
        private const val ID = 17

        /** @throws io.mockaws.engine.AwsFault for what is no role's ARN, in words that were recorded */
        fun of(text: String): AssumableRole {
            val arn = Arn.parse(text)
            val path = arn?.resource?.removePrefix("role/")
            if (arn == null || arn.service != "iam" || path == arn.resource || path.isNullOrEmpty() ||
                arn.account.isEmpty()
            ) {
                throw StsFaults.invalidArn(text)
            }
            return AssumableRole(arn, path.substringAfterLast('/'))
        }
    }
}

/** New credentials for [seconds] in [account], kept as [filled] makes them of their keys. */
internal fun CallContext<StsState>.begin(
    seconds: Int,
    account: String,
    filled: (Session) -> Session,
): Session {
    val blank =
        Session(
            accessKeyId = AccessKeyIds.temporary(account, ids),
            secretAccessKey = ids.random(SECRET, BASE64),
            sessionToken = TOKEN_START + ids.random(TOKEN, BASE64),
            // AWS tells no fractions.
            expiration = Instant.fromEpochSeconds((now() + seconds.seconds).epochSeconds),
            account = account,
            arn = "",
            userId = "",
            issuedAt = Instant.fromEpochSeconds(now().epochSeconds),
        )
    return filled(blank).also { session -> state.write { this[SESSION, session.accessKeyId] = session } }
}

/** The session that makes this call; null where it is made with other credentials. */
internal fun CallContext<StsState>.ownSession(): Session? = session?.let { state.now[SESSION][it.accessKeyId] }

/** @throws io.mockaws.engine.AwsFault for what is no JSON object with statements */
internal fun checkPolicy(policy: String?) {
    if (policy == null) return
    val document =
        try {
            Json.parseToJsonElement(policy) as? JsonObject
        } catch (_: SerializationException) {
            null
        }
    if (document == null || "Statement" !in document) throw StsFaults.malformedPolicy()
}

private const val SECRET = 40
private const val TOKEN = 300
private const val TOKEN_START = "IQoJb3JpZ2luX2Vj"
private const val BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
