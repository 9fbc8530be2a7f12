package io.mockaws.services.secretsmanager

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html */
class SecretReplicasTest {
    private val aws = SecretsWorld()
    private val secrets = aws.client
    private val west = aws.client("eu-west-1")

    @Test
    fun `a replica is in the other region, with what the primary gets later`() {
        val arn =
            secrets.createSecret { r ->
                r.name("db").secretString("one").addReplicaRegions({ it.region("eu-west-1") })
            }.arn()
        west.value("db") shouldBe "one"
        west.value(arn.replace("us-east-1", "eu-west-1")) shouldBe "one"
        secrets.putSecretValue { it.secretId("db").secretString("two") }
        secrets.tagResource { r -> r.secretId("db").tags({ it.key("team").value("blue") }) }
        west.labels("db") shouldBe mapOf("one" to listOf("AWSPREVIOUS"), "two" to listOf("AWSCURRENT"))
        west.describeSecret { it.secretId("db") }.run {
            primaryRegion() shouldBe "us-east-1"
            tags().single().value() shouldBe "blue"
            replicationStatus().shouldBeEmpty()
        }
        secrets.describeSecret { it.secretId("db") }.replicationStatus().single().run {
            region() shouldBe "eu-west-1"
            statusAsString() shouldBe "InSync"
        }
        west.listSecrets { r -> r.filters({ it.key("primary-region").values("us-east-1") }) }
            .secretList().size shouldBe 1
    }

    @Test
    fun `a replica is changed in the region of its primary alone`() {
        secrets.make("db")
        replicate()
        val refused =
            "InvalidParameterException: Operation not permitted on a replica secret. Call must be made in primary " +
                "secret's region."
        refusal { west.putSecretValue { it.secretId("db").secretString("x") } } shouldBe refused
        refusal { west.updateSecret { it.secretId("db").description("x") } } shouldBe refused
        refusal { west.deleteSecret { it.secretId("db") } } shouldBe refused
        refusal { west.rotateSecret { it.secretId("db") } } shouldBe refused
        refusal { secrets.deleteSecret { it.secretId("db") } } shouldBe
            "InvalidParameterException: You can't delete secret db that still has replica regions [eu-west-1]."
        // https://github.com/lgallard/terraform-aws-secrets-manager/issues/188
        refusal { west.putResourcePolicy { it.secretId("db").resourcePolicy(POLICY) } } shouldBe refused
        secrets.putResourcePolicy { it.secretId("db").resourcePolicy(POLICY) }
        west.getResourcePolicy { it.secretId("db") }.resourcePolicy() shouldBe POLICY
    }

    @Test
    fun `a replica that is no longer one stays as a secret of its own`() {
        secrets.make("db", "one")
        replicate()
        west.stopReplicationToReplica { it.secretId("db") }
        secrets.putSecretValue { it.secretId("db").secretString("two") }
        west.value("db") shouldBe "one"
        west.putSecretValue { it.secretId("db").secretString("own") }
        secrets.value("db") shouldBe "two"
        secrets.describeSecret { it.secretId("db") }.replicationStatus().shouldBeEmpty()
    }

    @Test
    fun `a region that is removed loses its replica`() {
        secrets.make("db")
        replicate()
        secrets.removeRegionsFromReplication { it.secretId("db").removeReplicaRegions("eu-west-1") }
        refusal { west.value("db") }.substringBefore(':') shouldBe "ResourceNotFoundException"
        secrets.removeRegionsFromReplication { it.secretId("db").removeReplicaRegions("eu-west-1") }
        secrets.deleteSecret { it.secretId("db") }
    }

    @Test
    fun `a secret of that name in the other region stays, unless it may be overwritten`() {
        west.make("db", "theirs")
        secrets.make("db", "ours")
        val failed = replicate().replicationStatus().single()
        failed.statusAsString() shouldBe "Failed"
        failed.statusMessage() shouldBe "Replication failed: Secret name db already exists in region eu-west-1."
        west.value("db") shouldBe "theirs"
        secrets.replicateSecretToRegions { r ->
            r.secretId("db").addReplicaRegions({ it.region("eu-west-1") }).forceOverwriteReplicaSecret(true)
        }.replicationStatus().single().statusAsString() shouldBe "InSync"
        west.value("db") shouldBe "ours"
        refusal {
            secrets.replicateSecretToRegions { r -> r.secretId("db").addReplicaRegions({ it.region("us-east-1") }) }
        } shouldBe "InvalidParameterException: Invalid replica region."
    }

    private fun replicate() =
        secrets.replicateSecretToRegions { r -> r.secretId("db").addReplicaRegions({ it.region("eu-west-1") }) }

    private companion object {
        const val POLICY =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}"""
    }
}
