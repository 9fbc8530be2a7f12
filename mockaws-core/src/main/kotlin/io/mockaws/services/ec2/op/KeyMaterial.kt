package io.mockaws.services.ec2.op

import java.io.ByteArrayOutputStream
import java.io.DataOutputStream
import java.math.BigInteger
import java.nio.ByteBuffer
import java.security.KeyFactory
import java.security.KeyPairGenerator
import java.security.MessageDigest
import java.security.SecureRandom
import java.security.interfaces.RSAPrivateCrtKey
import java.security.interfaces.RSAPublicKey
import java.security.spec.RSAPublicKeySpec
import java.util.Base64
import java.util.HexFormat
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec

/** A key pair as files have it, and its fingerprint as EC2 counts it. */
internal class KeyMaterial(
    /** `rsa` or `ed25519`. */
    val type: String,
    /** A line of OpenSSH's, without comment. */
    val publicKey: String,
    val fingerprint: String,
    /** Null for one that was imported. */
    val privateKey: String? = null,
) {
    companion object {
        private const val RSA_BITS = 2048
        private const val ED25519_BYTES = 32
        private const val RSA = "ssh-rsa"
        private const val ED25519 = "ssh-ed25519"

        /**
         * A fresh key.
         *
         * @param format `pem`, or `ppk` as PuTTY has it
         */
        fun make(
            type: String,
            format: String,
            name: String,
            random: SecureRandom,
        ): KeyMaterial = if (type == "ed25519") ed25519(format, name, random) else rsa(format, name, random)

        private fun rsa(
            format: String,
            name: String,
            random: SecureRandom,
        ): KeyMaterial {
            val pair = KeyPairGenerator.getInstance("RSA").apply { initialize(RSA_BITS, random) }.generateKeyPair()
            val private = pair.private as RSAPrivateCrtKey
            val public = rsaBlob(pair.public as RSAPublicKey)
            val text = if (format == "ppk") {
                val secret = SshData().mpint(private.privateExponent).mpint(private.primeP).mpint(private.primeQ)
                    .mpint(private.crtCoefficient).bytes()
                putty(RSA, name, public, secret)
            } else {
                pem("RSA PRIVATE KEY", pkcs1(private))
            }
            val digest = MessageDigest.getInstance("SHA-1").digest(private.encoded)
            return KeyMaterial("rsa", "$RSA ${base64(public)}", colons(digest), text)
        }

        private fun ed25519(
            format: String,
            name: String,
            random: SecureRandom,
        ): KeyMaterial {
            val pair = KeyPairGenerator.getInstance("Ed25519").apply { initialize(255, random) }.generateKeyPair()
            val raw = pair.public.encoded.takeLast(ED25519_BYTES).toByteArray()
            val seed = pair.private.encoded.takeLast(ED25519_BYTES).toByteArray()
            val public = SshData().text(ED25519).string(raw).bytes()
            val text = if (format == "ppk") {
                putty(ED25519, name, public, SshData().string(seed).bytes())
            } else {
                pem("OPENSSH PRIVATE KEY", openSsh(public, raw, seed, name, random.nextInt()), OPENSSH_LINE)
            }
            return KeyMaterial("ed25519", "$ED25519 ${base64(public)}", sha256(public), text)
        }

        /** What an imported line, or a PEM of a public key, stands for; null for what is none. */
        fun read(text: String): KeyMaterial? {
            val words = opened(text).split(' ', '\t', limit = 3)
            if (words.size < 2 || words[0] !in setOf(RSA, ED25519)) return null
            val blob =
                try {
                    Base64.getMimeDecoder().decode(words[1])
                } catch (_: IllegalArgumentException) {
                    return null
                }
            val parts = sshStrings(blob) ?: return null
            if (parts.firstOrNull()?.decodeToString() != words[0]) return null
            val line = "${words[0]} ${base64(blob)}"
            if (words[0] == ED25519) {
                return if (parts.getOrNull(1)?.size ==
                    ED25519_BYTES
                ) {
                    KeyMaterial("ed25519", line, sha256(blob))
                } else {
                    null
                }
            }
            if (parts.size != 3) return null
            val spec = RSAPublicKeySpec(BigInteger(1, parts[2]), BigInteger(1, parts[1]))
            val key = try {
                KeyFactory.getInstance("RSA").generatePublic(spec)
            } catch (_: java.security.spec.InvalidKeySpecException) {
                return null
            }
            return KeyMaterial("rsa", line, colons(MessageDigest.getInstance("MD5").digest(key.encoded)))
        }

        /** A key as a line of OpenSSH's, of whichever of both forms it is: RFC 4716 has headers, and cuts the line. */
        private fun opened(text: String): String {
            if ("BEGIN SSH2 PUBLIC KEY" !in text) return text.trim()
            val lines = text.replace("\\\n", "").lines().map { it.trim() }.filter {
                it.isNotEmpty() &&
                    !it.startsWith("----")
            }
            val body = lines.filterNot { ':' in it }.joinToString("")
            return (if (body.startsWith("AAAAC3")) ED25519 else RSA) + " $body"
        }

        private fun sshStrings(blob: ByteArray): List<ByteArray>? {
            val from = ByteBuffer.wrap(blob)
            val parts = ArrayList<ByteArray>()
            while (from.hasRemaining()) {
                if (from.remaining() < Int.SIZE_BYTES) return null
                val length = from.getInt()
                if (length !in 0..from.remaining()) return null
                parts += ByteArray(length).also(from::get)
            }
            return parts
        }

        private fun rsaBlob(key: RSAPublicKey) = SshData().text(
            RSA
        ).mpint(key.publicExponent).mpint(key.modulus).bytes()

        private fun base64(bytes: ByteArray) = Base64.getEncoder().encodeToString(bytes)

        private fun colons(bytes: ByteArray) = HexFormat.ofDelimiter(":").formatHex(bytes)

        private fun sha256(bytes: ByteArray) = base64(MessageDigest.getInstance("SHA-256").digest(bytes))

        private const val PEM_LINE = 76
        private const val OPENSSH_LINE = 70
        private const val PUTTY_LINE = 64

        private fun pem(
            title: String,
            bytes: ByteArray,
            width: Int = PEM_LINE,
        ): String {
            val body = base64(bytes).chunked(width).joinToString("\n")
            return "-----BEGIN $title-----\n$body\n-----END $title-----"
        }

        /** RFC 8017, A.1.2. */
        private fun pkcs1(key: RSAPrivateCrtKey): ByteArray {
            val numbers =
                listOf(
                    BigInteger.ZERO, key.modulus, key.publicExponent, key.privateExponent, key.primeP, key.primeQ,
                    key.primeExponentP, key.primeExponentQ, key.crtCoefficient,
                )
            val body = numbers.fold(ByteArray(0)) { all, number -> all + der(2, number.toByteArray()) }
            return der(0x30, body)
        }

        private fun der(
            tag: Int,
            content: ByteArray,
        ): ByteArray {
            val size = content.size
            val length =
                if (size < 0x80) {
                    byteArrayOf(size.toByte())
                } else {
                    val bytes = BigInteger.valueOf(size.toLong()).toByteArray().dropWhile {
                        it == 0.toByte()
                    }.toByteArray()
                    byteArrayOf((0x80 or bytes.size).toByte()) + bytes
                }
            return byteArrayOf(tag.toByte()) + length + content
        }

        /** https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key, without a pass phrase. */
        private fun openSsh(
            public: ByteArray,
            raw: ByteArray,
            seed: ByteArray,
            name: String,
            check: Int,
        ): ByteArray {
            val secret = SshData().int(check).int(check).text(ED25519).string(raw).string(seed + raw).text(name)
            var pad = 1
            while (secret.size % 8 != 0) secret.byte(pad++)
            return "openssh-key-v1\u0000".encodeToByteArray() +
                SshData().text("none").text("none").text("").int(1).string(public).string(secret.bytes()).bytes()
        }

        /** https://tartarus.org/~simon/putty-snapshots/htmldoc/AppendixC.html, version 2, without a pass phrase. */
        private fun putty(
            algorithm: String,
            comment: String,
            public: ByteArray,
            secret: ByteArray,
        ): String {
            val key = MessageDigest.getInstance("SHA-1").digest("putty-private-key-file-mac-key".encodeToByteArray())
            val signed = SshData().text(algorithm).text("none").text(comment).string(public).string(secret).bytes()
            val mac = Mac.getInstance("HmacSHA1").apply { init(SecretKeySpec(key, "HmacSHA1")) }.doFinal(signed)
            val publicLines = base64(public).chunked(PUTTY_LINE)
            val secretLines = base64(secret).chunked(PUTTY_LINE)
            val lines =
                listOf("PuTTY-User-Key-File-2: $algorithm", "Encryption: none", "Comment: $comment") +
                    "Public-Lines: ${publicLines.size}" + publicLines +
                    "Private-Lines: ${secretLines.size}" + secretLines +
                    "Private-MAC: ${HexFormat.of().formatHex(mac)}"
            return lines.joinToString("\r\n")
        }
    }

    /** Values as SSH writes them one behind the other: RFC 4251, section 5. */
    private class SshData {
        private val out = ByteArrayOutputStream()
        private val data = DataOutputStream(out)
        val size: Int get() = out.size()

        fun string(bytes: ByteArray) = apply {
            data.writeInt(bytes.size)
            data.write(bytes)
        }

        fun text(text: String) = string(text.encodeToByteArray())

        fun mpint(number: BigInteger) = string(number.toByteArray())

        fun int(value: Int) = apply { data.writeInt(value) }

        fun byte(value: Int) = apply { data.writeByte(value) }

        fun bytes(): ByteArray = out.toByteArray()
    }
}
