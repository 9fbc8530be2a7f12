package io.mockaws.services.secretsmanager

import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html */
class SecretPoliciesTest {
    private val secrets = SecretsWorld().client

    @Test
    fun `a policy is kept as it was put, until it is deleted`() {
        secrets.make("db")
        secrets.getResourcePolicy { it.secretId("db") }.resourcePolicy() shouldBe null
        val policy = policyFor(""""AWS":"arn:aws:iam::123456789012:root"""")
        secrets.putResourcePolicy { it.secretId("db").resourcePolicy(policy).blockPublicPolicy(true) }
        secrets.getResourcePolicy { it.secretId("db") }.resourcePolicy() shouldBe policy
        secrets.deleteResourcePolicy { it.secretId("db") }
        secrets.getResourcePolicy { it.secretId("db") }.resourcePolicy() shouldBe null
    }

    @Test
    fun `what is no policy, and what lets everybody in, is told`() {
        secrets.make("db")
        for (policy in listOf("nonsense", "{}", """{"Statement":[{"Effect":"Perhaps"}]}""")) {
            refusal { secrets.putResourcePolicy { it.secretId("db").resourcePolicy(policy) } }
                .substringBefore(':') shouldBe "MalformedPolicyDocumentException"
        }
        val open = policyFor(""""AWS":"*"""")
        refusal { secrets.putResourcePolicy { it.secretId("db").resourcePolicy(open).blockPublicPolicy(true) } }
            .substringBefore(':') shouldBe "PublicPolicyException"
        secrets.putResourcePolicy { it.secretId("db").resourcePolicy(open) }
        secrets.validateResourcePolicy { it.resourcePolicy(open) }.policyValidationPassed() shouldBe false
        val closed = policyFor(""""AWS":"arn:aws:iam::123456789012:root"""")
        secrets.validateResourcePolicy { it.secretId("db").resourcePolicy(closed) }
            .policyValidationPassed() shouldBe true
    }

    private fun policyFor(principal: String) =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{$principal},""" +
            """"Action":"secretsmanager:GetSecretValue","Resource":"*"}]}"""
}
