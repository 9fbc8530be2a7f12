package io.mockaws.engine

import java.security.MessageDigest
import java.util.HexFormat

/**
 * Keys of AWS KMS, by their names alone, as services meet them that encrypt under them: there is no KMS to ask, so each
 * id that can be a key's is taken for one that is there and enabled.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
 */
internal object KmsKeys {
    private const val UUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
    private val Id = Regex("$UUID|mrk-[0-9a-f]{32}")
    private val Alias = Regex("alias/[a-zA-Z0-9/_-]{1,250}")
    private val Arn =
        Regex("arn:aws[a-z-]*:kms:([a-z0-9-]+):(\\d{12}):(?:key/($UUID|mrk-[0-9a-f]{32})|(${Alias.pattern}))")

    /**
     * The ARN of the key that is called [id] in [place].
     *
     * @throws KmsKeyNotFound when no key of that place can be called so
     */
    fun arnOf(
        id: String,
        place: Place,
    ): String {
        if (Id.matches(id)) return arn(place, id)
        if (Alias.matches(id)) return aliased(id, place)
        val (region, owner, key, alias) =
            Arn.matchEntire(id)?.destructured ?: throw KmsKeyNotFound("Invalid keyId '$id'")
        if (region != place.region) throw KmsKeyNotFound("Invalid arn $region")
        return if (key.isNotEmpty()) id else aliased(alias, Place(owner, region))
    }

    /** The ARN of the key that AWS keeps in [place] for [service]. */
    fun managedFor(
        service: String,
        place: Place,
    ): String = aliased("alias/aws/$service", place)

    /** Services show no alias but its key; which one that is follows from the alias and its place. */
    private fun aliased(
        alias: String,
        place: Place,
    ): String {
        val named = "${place.region}/${place.account}/$alias"
        val hex = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(named.encodeToByteArray()))
        val key = "${hex.take(8)}-${hex.substring(8, 12)}-4${hex.substring(13, 16)}-a${hex.substring(17, 20)}"
        return arn(place, "$key-${hex.substring(20, 32)}")
    }

    private fun arn(
        place: Place,
        id: String,
    ) = io.mockaws.kit.Arn.of("kms", place, "key/$id").toString()
}

/** There is no such key, in the words of KMS; each service has its own around them. */
internal class KmsKeyNotFound(
    override val message: String,
) : Exception(message)
