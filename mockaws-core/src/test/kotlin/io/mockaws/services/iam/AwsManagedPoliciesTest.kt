package io.mockaws.services.iam

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.iam.PolicyCheck
import io.mockaws.services.iam.policy.AwsManagedPolicies
import org.junit.jupiter.api.Test

/** The data that is known of AWS's own policies. */
class AwsManagedPoliciesTest : IamWorld() {
    @Test
    fun `documents that are known are documents of policies that are there`() {
        val known = AwsManagedPolicies.all("aws").filter { AwsManagedPolicies.isKnown(it) }
        known.size shouldBe 65
        for (policy in known) withClue(policy.name) { PolicyCheck.ofInline(policy.default.document) shouldBe null }
        val version = iam.getPolicyVersion { it.policyArn("arn:aws:iam::aws:policy/AdministratorAccess").versionId("v1") }
        decoded(version.policyVersion().document()) shouldBe
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"""
    }

    @Test
    fun `a document that is not known is not made up, and allows nothing`() {
        val arn = "arn:aws:iam::aws:policy/SecurityAudit"
        val version = iam.getPolicy { it.policyArn(arn) }.policy().defaultVersionId()
        refusal { iam.getPolicyVersion { it.policyArn(arn).versionId(version) } } shouldBe
            "NotImplemented: mockaws does not know the document of $arn. A test can answer it: " +
            "aws.on(\"iam\", \"GetPolicyVersion\") { respond(mapOf(...)) }"
        PolicyCheck.ofInline(AwsManagedPolicies.at(arn)!!.default.document) shouldBe "Syntax errors in policy."
    }

    @Test
    fun `a partition has policies of its own`() {
        AwsManagedPolicies.at("arn:aws-cn:iam::aws:policy/AdministratorAccess")!!.arn shouldBe
            "arn:aws-cn:iam::aws:policy/AdministratorAccess"
    }
}
