package io.mockaws.iam

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test

/**
 * Which of several policies decides, as these pages tell:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-req-eval.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html.
 */
class EvaluationTest {
    private val user = Principal(Principal.Type.USER, HERE, "arn:aws:iam::$HERE:user/ann", "AIDAANN")
    private val session =
        Principal(
            Principal.Type.ROLE,
            HERE,
            "arn:aws:sts::$HERE:assumed-role/reader/s1",
            "AROAREADER:s1",
            "arn:aws:iam::$HERE:role/reader",
        )
    private val root = Principal(Principal.Type.ROOT, HERE, "arn:aws:iam::$HERE:root", HERE)

    private val allow = policy("Allow")
    private val deny = policy("Deny")
    private val other = policy("Allow", "s3:PutObject")

    private fun policy(
        effect: String,
        action: String = "s3:GetObject",
        principal: String? = null,
    ): Policy {
        val who = principal?.let { """"Principal": $it,""" }.orEmpty()
        val json = """{"Version": "2012-10-17", "Statement": [{"Effect": "$effect", $who "Action": "$action", "Resource": "*"}]}"""
        return Policy("p", PolicyDocument.of(json))
    }

    private fun resource(
        principal: String,
        effect: String = "Allow",
        account: String = HERE,
        isRequired: Boolean = false,
    ) = ResourceSide(account, policy(effect, principal = """{"AWS": "$principal"}"""), isRequired)

    private fun judge(
        principal: Principal,
        own: PrincipalPolicies = PrincipalPolicies(),
        side: ResourceSide = ResourceSide(),
    ): String {
        val request = AccessRequest(principal, "s3:GetObject", "arn:aws:s3:::shop/a", ConditionKeys.NONE)
        val judgement = Evaluation(request, own, side).judge()
        return if (judgement.isAllowed) "allowed" else judgement.reason("s3:GetObject")
    }

    private fun missing(kind: String) = "because no $kind allows the s3:GetObject action"

    @Test
    fun `without a word nobody may`() {
        judge(user) shouldBe missing("identity-based policy")
        judge(user, PrincipalPolicies(listOf(other))) shouldBe missing("identity-based policy")
    }

    @Test
    fun `an identity-based policy allows`() {
        judge(user, PrincipalPolicies(listOf(other, allow))) shouldBe "allowed"
    }

    @Test
    fun `an explicit deny wins wherever it is`() {
        judge(user, PrincipalPolicies(listOf(allow, deny))) shouldBe "with an explicit deny in an identity-based policy"
        judge(user, PrincipalPolicies(listOf(allow), deny)) shouldBe "with an explicit deny in a permissions boundary"
        judge(session, PrincipalPolicies(listOf(allow), session = listOf(deny))) shouldBe
            "with an explicit deny in a session policy"
        judge(user, PrincipalPolicies(listOf(allow)), resource(user.arn, "Deny")) shouldBe
            "with an explicit deny in a resource-based policy"
        judge(root, side = resource("*", "Deny")) shouldBe "with an explicit deny in a resource-based policy"
    }

    @Test
    fun `a boundary and a session policy limit what is allowed, and allow nothing`() {
        judge(user, PrincipalPolicies(listOf(allow), other)) shouldBe missing("permissions boundary")
        judge(user, PrincipalPolicies(listOf(allow), allow)) shouldBe "allowed"
        judge(user, PrincipalPolicies(emptyList(), allow)) shouldBe missing("identity-based policy")
        judge(session, PrincipalPolicies(listOf(allow), session = listOf(other))) shouldBe missing("session policy")
        judge(session, PrincipalPolicies(listOf(allow), session = listOf(allow))) shouldBe "allowed"
    }

    @Test
    fun `within an account a resource-based policy that names who asks is enough`() {
        val nothing = PrincipalPolicies()
        val limited = PrincipalPolicies(emptyList(), boundary = other, session = listOf(other))
        val role = session.issuer
        val table =
            listOf(
                Triple(user, user.arn, "allowed"),
                Triple(user, "*", "allowed"),
                Triple(user, HERE, missing("identity-based policy")),
                Triple(session, session.arn, "allowed"),
                Triple(session, role, "allowed"),
                Triple(session, HERE, missing("identity-based policy")),
            )
        for ((principal, named, result) in table) {
            withClue("${principal.arn} by $named") { judge(principal, nothing, resource(named)) shouldBe result }
        }
        judge(user, limited.copyWithoutSession(), resource(user.arn)) shouldBe "allowed"
        judge(session, limited, resource(session.arn)) shouldBe "allowed"
        judge(session, limited, resource(role)) shouldBe missing("permissions boundary")
    }

    private fun PrincipalPolicies.copyWithoutSession() = PrincipalPolicies(identity, boundary)

    @Test
    fun `across accounts both sides have to allow`() {
        val may = PrincipalPolicies(listOf(allow))
        judge(user, may, resource(user.arn, account = THERE)) shouldBe "allowed"
        judge(user, may, resource(HERE, account = THERE)) shouldBe "allowed"
        judge(user, may, ResourceSide(THERE)) shouldBe missing("resource-based policy")
        judge(user, PrincipalPolicies(), resource(user.arn, account = THERE)) shouldBe missing("identity-based policy")
        judge(root, side = resource(HERE, account = THERE)) shouldBe "allowed"
        judge(root, side = ResourceSide(THERE)) shouldBe missing("resource-based policy")
    }

    @Test
    fun `a key policy has to allow, be it by leaving it to the account`() {
        val may = PrincipalPolicies(listOf(allow))
        judge(user, may, resource(HERE, isRequired = true)) shouldBe "allowed"
        judge(user, PrincipalPolicies(), resource(HERE, isRequired = true)) shouldBe missing("identity-based policy")
        judge(user, PrincipalPolicies(), resource(user.arn, isRequired = true)) shouldBe "allowed"
        judge(user, may, resource(THERE, isRequired = true)) shouldBe missing("resource-based policy")
        judge(root, side = resource(user.arn, isRequired = true)) shouldBe missing("resource-based policy")
    }

    @Test
    fun `a grant allows what the policy does not`() {
        val granted = ResourceSide(HERE, policy("Allow", principal = """{"AWS": "$THERE"}"""), true, grant = "grant 1")
        judge(user, PrincipalPolicies(), granted) shouldBe "allowed"
    }

    @Test
    fun `the root user may what no resource denies`() {
        judge(root) shouldBe "allowed"
        judge(root, side = ResourceSide(HERE)) shouldBe "allowed"
    }

    @Test
    fun `who is nobody needs a policy for everybody, and services one that names them`() {
        judge(Principal.ANONYMOUS) shouldBe missing("resource-based policy")
        judge(Principal.ANONYMOUS, side = resource("*")) shouldBe "allowed"
        judge(Principal.ANONYMOUS, side = resource(HERE)) shouldBe missing("resource-based policy")
        val sns = Principal.service("sns.amazonaws.com")
        val named = ResourceSide(HERE, policy("Allow", principal = """{"Service": "sns.amazonaws.com"}"""))
        judge(sns, side = named) shouldBe "allowed"
        judge(sns, side = resource(HERE)) shouldBe missing("resource-based policy")
    }

    @Test
    fun `a public policy that is blocked is there for the account's own and for services`() {
        val closed = ResourceSide(HERE, policy("Allow", principal = "\"*\""), isClosed = true)
        judge(Principal.ANONYMOUS, side = closed) shouldBe missing("resource-based policy")
        judge(user, side = closed) shouldBe "allowed"
    }

    @Test
    fun `a decision names its statement`() {
        val json =
            """{"Statement": [{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"},
                {"Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]}"""
        val own = PrincipalPolicies(listOf(Policy("reader", PolicyDocument.of(json))))
        val request = AccessRequest(user, "s3:GetObject", "arn:aws:s3:::shop/a", ConditionKeys.NONE)
        Evaluation(request, own, ResourceSide()).judge().toString() shouldBe
            "allowed by statement 2 (Read) of the identity-based policy reader"
        Evaluation(request, PrincipalPolicies(), ResourceSide()).judge().toString() shouldBe
            "denied: no identity-based policy allows it"
    }

    private companion object {
        const val HERE = "111122223333"
        const val THERE = "444455556666"
    }
}
