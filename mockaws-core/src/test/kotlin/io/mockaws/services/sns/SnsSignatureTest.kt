package io.mockaws.services.sns

import com.amazonaws.SdkClientException
import com.amazonaws.services.sns.message.SnsNotification
import com.amazonaws.services.sns.message.SnsSubscriptionConfirmation
import com.amazonaws.services.sns.message.messageManager
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.services.sns.message.SigningKey
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import java.math.BigInteger
import java.security.Signature
import java.security.cert.CertificateFactory
import java.security.cert.X509Certificate
import java.security.interfaces.RSAPublicKey
import java.util.Base64

/** https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
class SnsSignatureTest {
    @AutoClose
    private val world = SnsWorld()
    private val sns = world.client
    private val queue = world.aws.sqs.queue("q")
    private val manager = messageManager(world.aws.handler, "us-east-1")

    private val certificate: X509Certificate =
        CertificateFactory.getInstance("X.509").generateCertificate(SigningKey.certificate.inputStream()) as X509Certificate

    @Test
    fun `AWS's own verifier takes what arrives, in both versions`() {
        for (version in listOf("1", "2")) {
            val topic = sns.topic("t$version", "SignatureVersion" to version)
            val subscription = sns.subscribe(topic, "sqs", queue.arn)
            queue.purge()
            sns.publish { it.topicArn(topic).message("Grüße, \"Welt\"\n").subject("Hello") }

            val body = world.bodies("q").single()
            val message = manager.parseMessage(body.byteInputStream()) as SnsNotification

            message.message shouldBe "Grüße, \"Welt\"\n"
            message.subject shouldBe "Hello"
            world.envelope("q").text("SignatureVersion") shouldBe version
            sns.unsubscribe { it.subscriptionArn(subscription) }
        }
    }

    @Test
    fun `a message that was changed is not taken`() {
        val topic = sns.topic("t")
        sns.subscribe(topic, "sqs", queue.arn)
        sns.publish(topic, "pay 5")

        val forged = world.bodies("q").single().replace("pay 5", "pay 500")

        shouldThrow<SdkClientException> { manager.parseMessage(forged.byteInputStream()) }
    }

    @Test
    fun `a question whether to subscribe is signed, too`() {
        val topic = sns.topic("t")
        sns.subscribe(topic, "https", "https://example.com/hook")

        val body = world.aws.sns.posts.single().body

        (manager.parseMessage(body.byteInputStream()) as SnsSubscriptionConfirmation).topicArn shouldBe topic
    }

    @Test
    fun `the certificate is of the key that signs, and of SNS`() {
        (certificate.publicKey as RSAPublicKey).modulus shouldBe SigningKey.modulus
        certificate.subjectX500Principal.name shouldBe "CN=sns.amazonaws.com"
        certificate.checkValidity()
    }

    @Test
    fun `signatures are those of RSA with the padding of PKCS 1`() {
        val public = (certificate.publicKey as RSAPublicKey).publicExponent
        for ((version, algorithm) in listOf("1" to "SHA1withRSA", "2" to "SHA256withRSA")) {
            for (text in listOf("", "a", "b".repeat(1_000))) {
                val signature = Base64.getDecoder().decode(SigningKey.sign(version, text))
                signature.size shouldBe 256
                Signature.getInstance(algorithm).run {
                    initVerify(certificate)
                    update(text.encodeToByteArray())
                    verify(signature) shouldBe true
                }
                BigInteger(1, signature).modPow(public, SigningKey.modulus).modPow(BigInteger.valueOf(3), SigningKey.modulus) shouldBe
                    BigInteger(1, signature)
            }
        }
    }
}
