package io.mockaws.engine.access

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.engine.access.Callers.allow
import io.mockaws.engine.access.Callers.federated
import io.mockaws.engine.access.Callers.refusal
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.kms.KmsClient
import software.amazon.awssdk.services.kms.model.GrantOperation
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient

/** Key policies and grants: https://docs.aws.amazon.com/kms/latest/developerguide/control-access.html; and secrets. */
class JudgedKeysTest {
    private val aws = MockAws.start { it.iam(true) }
    private val own = KmsClient.create()
    private val key = own.createKey().keyMetadata().arn()

    @AfterEach
    fun close() = aws.close()

    private fun kms(credentials: AwsCredentialsProvider) = KmsClient.builder().credentialsProvider(credentials).build()

    private fun encrypt(
        client: KmsClient,
        context: Map<String, String> = emptyMap(),
    ) = client.encrypt { it.keyId(key).plaintext(SdkBytes.fromUtf8String("x")).encryptionContext(context) }.ciphertextBlob()

    private fun keyPolicy(statement: String) =
        own.putKeyPolicy {
            it.keyId(key).bypassPolicyLockoutSafetyCheck(true)
                .policy("""{"Version": "2012-10-17", "Statement": [$statement]}""")
        }

    @Test
    fun `the default policy leaves it to the account's policies`() {
        encrypt(kms(federated(allow("kms:Encrypt", key))))
        refusal { encrypt(kms(federated(allow("kms:Decrypt", key)))) } shouldBe
            "AccessDeniedException: User: $ANN is not authorized to perform: kms:Encrypt on resource: $key because no " +
            "identity-based policy allows the kms:Encrypt action"
    }

    @Test
    fun `a key policy that names nobody lets nobody in, not even the root user`() {
        val client = kms(federated(allow("kms:*")))
        keyPolicy("""{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:user/x"}, "Action": "kms:*", "Resource": "*"}""")
        refusal { encrypt(client) } shouldContain "because no resource-based policy allows the kms:Encrypt action"
        refusal { encrypt(own) } shouldContain "because no resource-based policy allows the kms:Encrypt action"
    }

    @Test
    fun `a grant lets in whom it names, with the context that it asks for`() {
        val client = kms(federated(allow("s3:*")))
        own.createGrant {
            it.keyId(key).granteePrincipal(ANN).operations(GrantOperation.ENCRYPT)
                .constraints { limit -> limit.encryptionContextSubset(mapOf("Team" to "Red")) }
        }
        val blob = encrypt(client, mapOf("Team" to "Red", "a" to "b"))
        refusal { encrypt(client, mapOf("Team" to "Blue")) } shouldContain "kms:Encrypt"
        refusal { client.decrypt { it.ciphertextBlob(blob).encryptionContext(mapOf("Team" to "Red", "a" to "b")) } } shouldContain
            "kms:Decrypt on resource: $key"
        aws.calls("kms", "Encrypt").first().decision!! shouldContain "kms:Encrypt allowed by grant"
    }

    @Test
    fun `the context of an encryption is a condition`() {
        val condition = """"Condition": {"StringEquals": {"kms:EncryptionContext:team": "red"}}"""
        val client = kms(federated(allow("kms:Encrypt", key, condition)))
        encrypt(client, mapOf("team" to "red"))
        refusal { encrypt(client, mapOf("team" to "blue")) } shouldContain "kms:Encrypt"
    }

    @Test
    fun `an alias leads to its key`() {
        own.createAlias { it.aliasName("alias/orders").targetKeyId(key) }
        val client = kms(federated(allow("kms:Encrypt", key)))
        client.encrypt { it.keyId("alias/orders").plaintext(SdkBytes.fromUtf8String("x")) }
    }

    @Test
    fun `an object under a key needs the key, through S3 alone where the policy says so`() {
        S3Client.create().createBucket { it.bucket("vault") }
        fun put(policy: String) =
            S3Client.builder().credentialsProvider(federated(policy)).build().putObject(
                { it.bucket("vault").key("a").serverSideEncryption("aws:kms").ssekmsKeyId(key) },
                RequestBody.fromString("x"),
            )
        refusal { put(allow("s3:*")) } shouldContain "kms:GenerateDataKey on resource: \"$key\""
        val via = """"Condition": {"StringEqualsIfExists": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}}"""
        put(allow("s3:PutObject kms:GenerateDataKey", "*", via))
    }

    @Test
    fun `a secret has a policy of its own, and its name is enough of its ARN`() {
        val all = SecretsManagerClient.create()
        val arn = all.createSecret { it.name("db").secretString("x") }.arn()
        fun client(policy: String) = SecretsManagerClient.builder().credentialsProvider(federated(policy)).build()
        val pattern = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-??????"
        client(allow("secretsmanager:GetSecretValue", pattern)).getSecretValue { it.secretId("db") }.secretString() shouldBe "x"
        refusal { client(allow("s3:*")).getSecretValue { it.secretId("db") } } shouldContain
            "secretsmanager:GetSecretValue on resource: $arn because no identity-based policy"
        all.putResourcePolicy {
            it.secretId("db").resourcePolicy(
                """{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": {"AWS": "*"},
                    "Action": "secretsmanager:GetSecretValue", "Resource": "*"}]}""",
            )
        }
        refusal { all.getSecretValue { it.secretId("db") } } shouldContain "with an explicit deny in a resource-based policy"
    }

    private companion object {
        const val ANN = "arn:aws:sts::123456789012:federated-user/ann"
    }
}
