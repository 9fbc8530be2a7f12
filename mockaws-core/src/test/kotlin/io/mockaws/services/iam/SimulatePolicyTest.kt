package io.mockaws.services.iam

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.iam.IamClient
import software.amazon.awssdk.services.iam.model.ContextEntry
import software.amazon.awssdk.services.iam.model.IamException
import software.amazon.awssdk.services.iam.model.InvalidInputException
import software.amazon.awssdk.services.iam.model.NoSuchEntityException
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyResponse

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html */
class SimulatePolicyTest {
    private val aws = MockAws.start()
    private val iam = IamClient.builder().region(Region.AWS_GLOBAL).build()

    @AfterEach
    fun close() = aws.close()

    private fun policy(
        effect: String,
        action: String,
        more: String = "",
    ) = """{"Version": "2012-10-17", "Statement": [{"Effect": "$effect", "Action": "$action", "Resource": "*"$more}]}"""

    private fun custom(
        vararg policies: String,
        context: Map<String, String> = emptyMap(),
    ) = iam.simulateCustomPolicy { request ->
        request.policyInputList(*policies).actionNames("s3:GetObject", "s3:PutObject").resourceArns("arn:aws:s3:::shop/a")
            .contextEntries(
                context.map { (name, value) ->
                    ContextEntry.builder().contextKeyName(name).contextKeyType("string").contextKeyValues(value).build()
                },
            )
    }

    private val SimulateCustomPolicyResponse.decisions
        get() = evaluationResults().map { "${it.evalActionName()} ${it.evalResourceName()} ${it.evalDecisionAsString()}" }

    @Test
    fun `each action with each resource has a decision`() {
        custom(policy("Allow", "s3:Get*")).decisions shouldBe
            listOf("s3:GetObject arn:aws:s3:::shop/a allowed", "s3:PutObject arn:aws:s3:::shop/a implicitDeny")
        custom(policy("Allow", "s3:*"), policy("Deny", "s3:Put*")).decisions shouldBe
            listOf("s3:GetObject arn:aws:s3:::shop/a allowed", "s3:PutObject arn:aws:s3:::shop/a explicitDeny")
    }

    @Test
    fun `what decided is named, and the keys that would have counted`() {
        val condition = """, "Condition": {"StringEquals": {"aws:username": "ann"}}"""
        val result = custom(policy("Allow", "s3:GetObject", condition)).evaluationResults().first()
        result.evalDecisionAsString() shouldBe "implicitDeny"
        result.missingContextValues() shouldBe listOf("aws:username")
        val found = custom(policy("Allow", "s3:GetObject", condition), context = mapOf("aws:username" to "ann"))
            .evaluationResults().first()
        found.evalDecisionAsString() shouldBe "allowed"
        found.matchedStatements().map { it.sourcePolicyId() } shouldBe listOf("PolicyInputList.1")
    }

    @Test
    fun `a principal has the policies of its groups, and its boundary`() {
        val user = aws.iam.user("ann")
        aws.iam.group("readers").allow("s3:GetObject", "*")
        user.addTo("readers")
        val boundary = aws.iam.policy("limit", policy("Allow", "sqs:*"))
        fun decision() =
            iam.simulatePrincipalPolicy { it.policySourceArn(user.arn).actionNames("s3:GetObject") }.evaluationResults().single()
        decision().evalDecisionAsString() shouldBe "allowed"
        iam.putUserPermissionsBoundary { it.userName("ann").permissionsBoundary(boundary) }
        decision().evalDecisionAsString() shouldBe "implicitDeny"
        decision().permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary() shouldBe false
    }

    @Test
    fun `keys of conditions and variables are told`() {
        val policy =
            """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*",
                "Resource": "arn:aws:s3:::shop/${'$'}{aws:username}/*",
                "Condition": {"StringEquals": {"aws:PrincipalTag/team": "${'$'}{aws:ResourceTag/team}"}}}]}"""
        iam.getContextKeysForCustomPolicy { it.policyInputList(policy) }.contextKeyNames() shouldBe
            listOf("aws:PrincipalTag/team", "aws:username", "aws:ResourceTag/team")
        val user = aws.iam.user("ann").policy("own", policy)
        iam.getContextKeysForPrincipalPolicy { it.policySourceArn(user.arn) }.contextKeyNames().size shouldBe 3
    }

    @Test
    fun `pages, and what is not there`() {
        val first = iam.simulateCustomPolicy {
            it.policyInputList(policy("Allow", "*")).actionNames("s3:GetObject", "s3:PutObject").maxItems(1)
        }
        first.isTruncated shouldBe true
        shouldThrow<NoSuchEntityException> {
            iam.simulatePrincipalPolicy { it.policySourceArn("arn:aws:iam::123456789012:user/none").actionNames("s3:GetObject") }
        }
        shouldThrow<IamException> { custom("nothing") }.shouldBeInput()
    }

    private fun IamException.shouldBeInput() {
        (this is InvalidInputException) shouldBe true
    }
}
