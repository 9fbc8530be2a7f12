package io.mockaws.services.apigateway.execute

import io.mockaws.engine.World
import io.mockaws.engine.delivery.LocalHttp
import io.mockaws.kit.StrictJson
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull
import java.io.IOException
import java.math.BigInteger
import java.net.URI
import java.security.KeyFactory
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.PublicKey
import java.security.Signature
import java.security.interfaces.RSAPublicKey
import java.security.spec.RSAPublicKeySpec
import java.time.Duration
import java.util.Base64

/**
 * The keys of those who issue tokens. An issuer on this machine is asked for them; for one elsewhere, which no test can
 * reach, the mock has a key of its own.
 */
internal class Issuers private constructor() : AutoCloseable {
    private val pairs = HashMap<String, KeyPair>()

    /** A token of [issuer] with [claims], which is JSON. */
    fun sign(
        issuer: String,
        claims: JsonObject,
    ): String {
        val pair = synchronized(pairs) { pairs.getOrPut(issuer) { newPair() } }
        val head = """{"alg":"RS256","typ":"JWT","kid":"$KEY_ID"}"""
        val signed = encoded(head.toByteArray()) + "." + encoded(claims.toString().toByteArray())
        val signature =
            Signature.getInstance(ALGORITHM).run {
                initSign(pair.private)
                update(signed.toByteArray())
                sign()
            }
        return "$signed.${encoded(signature)}"
    }

    /** Whether [issuer] has signed [signed]. */
    fun verifies(
        issuer: String,
        keyId: String?,
        signed: String,
        signature: ByteArray,
    ): Boolean {
        val own = synchronized(pairs) { pairs[issuer]?.public }
        val keys = listOfNotNull(own.takeIf { keyId == null || keyId == KEY_ID }) + published(issuer, keyId)
        return keys.any { key ->
            Signature.getInstance(ALGORITHM).run {
                initVerify(key)
                update(signed.toByteArray())
                try {
                    verify(signature)
                } catch (_: java.security.SignatureException) {
                    false
                }
            }
        }
    }

    private fun published(
        issuer: String,
        keyId: String?,
    ): List<PublicKey> {
        val configuration = read(issuer.removeSuffix("/") + "/.well-known/openid-configuration") as? JsonObject
        val place =
            (configuration?.get("jwks_uri") as? JsonPrimitive)?.contentOrNull
                ?: (issuer.removeSuffix("/") + "/.well-known/jwks.json")
        val keys = (read(place) as? JsonObject)?.get("keys") as? JsonArray ?: return emptyList()
        return keys.filterIsInstance<JsonObject>()
            .filter { keyId == null || (it["kid"] as? JsonPrimitive)?.contentOrNull == keyId }.mapNotNull(::keyOf)
    }

    private fun read(place: String) =
        try {
            val uri = URI(place)
            if (LocalHttp.isHere(uri)) {
                val timeout = Duration.ofSeconds(TIMEOUT)
                StrictJson.parse(LocalHttp.call("GET", uri, emptyList(), null as ByteArray?, timeout).body)
            } else {
                null
            }
        } catch (_: IOException) {
            null
        }

    private fun keyOf(key: JsonObject): PublicKey? {
        fun number(name: String) =
            (key[name] as? JsonPrimitive)?.contentOrNull?.let { BigInteger(1, Base64.getUrlDecoder().decode(it)) }
        val modulus = number("n") ?: return null
        val exponent = number("e") ?: return null
        return KeyFactory.getInstance("RSA").generatePublic(RSAPublicKeySpec(modulus, exponent)) as RSAPublicKey
    }

    private fun newPair(): KeyPair = KeyPairGenerator.getInstance("RSA").apply { initialize(BITS) }.generateKeyPair()

    private fun encoded(bytes: ByteArray) = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)

    override fun close() = synchronized(pairs) { pairs.clear() }

    companion object {
        private const val KEY_ID = "mockaws"
        private const val ALGORITHM = "SHA256withRSA"
        private const val BITS = 2048
        private const val TIMEOUT = 2L

        fun of(world: World): Issuers = world.running.part("apigateway.issuers") { Issuers() }
    }
}
