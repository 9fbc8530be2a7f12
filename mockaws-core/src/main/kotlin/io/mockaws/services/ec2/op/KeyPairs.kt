package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.SeededRandom
import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.query.Describe
import io.mockaws.services.ec2.query.page
import io.mockaws.services.ec2.resource.DONE
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.tagsFor
import io.mockaws.wire.Blob

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateKeyPair.html */
internal fun createKeyPair(
    input: Members,
    call: Ec2Call,
): Members {
    val name = input.text("KeyName") ?: throw Ec2Faults.missingParameter("KeyName")
    val type = input.text("KeyType") ?: "rsa"
    val format = input.text("KeyFormat") ?: "pem"
    if (type !in setOf("rsa", "ed25519")) throw Ec2Faults.invalid("Invalid value '$type' for KeyType.")
    if (format !in setOf("pem", "ppk")) throw Ec2Faults.invalid("Invalid value '$format' for KeyFormat.")
    refuseTaken(name, call)
    val material = KeyMaterial.make(type, format, name, SeededRandom(call.ids.bytes(SEED)))
    val made = keep(name, material, input, call)
    return made.shown + mapOf("KeyMaterial" to material.privateKey)
}

private fun refuseTaken(
    name: String,
    call: Ec2Call,
) {
    if (call.state.now.any(Kind.KEY_PAIR, "KeyName", name)) {
        throw AwsFault("InvalidKeyPair.Duplicate", "The keypair already exists")
    }
}

private fun keep(
    name: String,
    material: KeyMaterial,
    input: Members,
    call: Ec2Call,
): Resource {
    val tags = tagsFor(Kind.KEY_PAIR, input)
    return call.state.write {
        refuseTaken(name, call)
        put(
            call.make(
                Kind.KEY_PAIR,
                members(
                    "KeyName" to name,
                    "KeyType" to material.type,
                    "KeyFingerprint" to material.fingerprint,
                    "CreateTime" to call.now(),
                    PUBLIC_KEY to "${material.publicKey} $name",
                ),
                tags,
            ),
        )
    }
}

/** Shown to who asks for it only. */
internal const val PUBLIC_KEY: String = "Key"
private const val SEED = 32

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ImportKeyPair.html */
internal fun importKeyPair(
    input: Members,
    call: Ec2Call,
): Members {
    val name = input.text("KeyName") ?: throw Ec2Faults.missingParameter("KeyName")
    refuseTaken(name, call)
    val text = (input["PublicKeyMaterial"] as? Blob)?.bytes?.decodeToString().orEmpty()
    val material = KeyMaterial.read(text)
        ?: throw AwsFault("InvalidKey.Format", "Key is not in valid OpenSSH public key format")
    return keep(name, material, input, call).shown
}

private val DESCRIBE = Describe("DescribeKeyPairs", Kind.KEY_PAIR, "KeyPairIds", "KeyPairs")

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeKeyPairs.html */
internal fun describeKeyPairs(
    input: Members,
    call: Ec2Call,
): Members {
    val names = input.texts("KeyNames")
    val now = call.state.now
    names.firstOrNull { !now.any(Kind.KEY_PAIR, "KeyName", it) }?.let { throw Ec2Faults.missing(Kind.KEY_PAIR, it) }
    val chosen = DESCRIBE.chosen(input, call.now(), now).filter {
        names.isEmpty() ||
            it.resource.text("KeyName") in names
    }
    return page("KeyPairs", input, chosen, { it.resource.id }) { (key, shown) ->
        if (input["IncludePublicKey"] == true) shown + ("PublicKey" to key[PUBLIC_KEY]) else shown
    }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteKeyPair.html; one that is not there is no error. */
internal fun deleteKeyPair(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val id = input.text("KeyPairId")
        val name = input.text("KeyName")
        if (id == null && name == null) throw Ec2Faults.missingParameter("KeyName")
        val key = find(Kind.KEY_PAIR, id) ?: where(Kind.KEY_PAIR, "KeyName", name).firstOrNull()
        key?.let(::remove)
        DONE + ("KeyPairId" to key?.id)
    }
