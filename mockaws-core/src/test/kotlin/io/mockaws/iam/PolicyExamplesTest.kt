package io.mockaws.iam

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test

/** The examples of AWS's pages on policy evaluation logic, with their policies as they stand there. */
class PolicyExamplesTest {
    private class Request(
        val action: String,
        val resource: String,
        val answer: String,
    )

    private fun policy(
        name: String,
        vararg statements: String,
    ) = Policy(name, PolicyDocument.of("""{"Version": "2012-10-17", "Statement": [${statements.joinToString()}]}"""))

    private fun user(
        name: String,
        account: String,
    ) = Principal(Principal.Type.USER, account, "arn:aws:iam::$account:user/$name", "AIDA")

    private fun check(
        principal: Principal,
        own: PrincipalPolicies,
        requests: List<Request>,
        side: (String) -> ResourceSide,
    ) {
        for (request in requests) {
            withClue("${request.action} on ${request.resource}") {
                val asked = AccessRequest(principal, request.action, request.resource, ConditionKeys.NONE)
                "${Evaluation(asked, own, side(request.resource)).judge()}" shouldBe request.answer
            }
        }
    }

    /**
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-req-eval.html,
     * "Example identity-based and resource-based policy evaluation"
     */
    @Test
    fun `Carlos saves a file to his own bucket and not to one of logs`() {
        val identity =
            policy(
                "carlos",
                """{"Sid": "AllowS3ListRead", "Effect": "Allow", "Action": ["s3:GetBucketLocation",
                    "s3:GetAccountPublicAccessBlock", "s3:ListAccessPoints", "s3:ListAllMyBuckets"], "Resource": "arn:aws:s3:::*"}""",
                """{"Sid": "AllowS3Self", "Effect": "Allow", "Action": "s3:*",
                    "Resource": ["arn:aws:s3:::carlossalazar/*", "arn:aws:s3:::carlossalazar"]}""",
                """{"Sid": "DenyS3Logs", "Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::*log*"}""",
            )
        val bucket =
            policy(
                "bucket",
                """{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:user/carlossalazar"}, "Action": "s3:*",
                    "Resource": ["arn:aws:s3:::carlossalazar/*", "arn:aws:s3:::carlossalazar"]}""",
            )
        val log = "denied by statement 3 (DenyS3Logs) of the identity-based policy carlos"
        check(
            user("carlossalazar", "123456789012"),
            PrincipalPolicies(listOf(identity)),
            listOf(
                Request("s3:PutObject", "arn:aws:s3:::carlossalazar-logs/a", log),
                Request("s3:PutObject", "arn:aws:s3:::carlossalazar/a", "allowed by statement 1 of the resource-based policy bucket"),
                Request("s3:PutObject", "arn:aws:s3:::carlossalazar/catalogue", log),
                Request(
                    "s3:GetBucketLocation",
                    "arn:aws:s3:::shop",
                    "allowed by statement 1 (AllowS3ListRead) of the identity-based policy carlos"
                ),
                Request("s3:GetObject", "arn:aws:s3:::shop/a", "denied: no identity-based policy allows it"),
            ),
        ) { if (it.startsWith("arn:aws:s3:::carlossalazar/")) ResourceSide("123456789012", bucket) else ResourceSide("123456789012") }
    }

    /** The same page, "The difference between explicit and implicit denies" */
    @Test
    fun `what nothing is said of is denied implicitly, and what is denied stays so whatever else allows it`() {
        val readers =
            policy(
                "readers",
                """{"Sid": "AllowGetList", "Effect": "Allow", "Action": ["iam:Get*", "iam:List*"], "Resource": "*"}""",
                """{"Sid": "DenyReports", "Effect": "Deny", "Action": "iam:*Report", "Resource": "*"}""",
            )
        val generous = policy("generous", """{"Effect": "Allow", "Action": "iam:GenerateCredentialReport", "Resource": "*"}""")
        val report = "denied by statement 2 (DenyReports) of the identity-based policy readers"
        check(
            user("ann", "123456789012"),
            PrincipalPolicies(listOf(readers, generous)),
            listOf(
                Request("iam:GetUser", "*", "allowed by statement 1 (AllowGetList) of the identity-based policy readers"),
                Request("iam:CreatePolicy", "*", "denied: no identity-based policy allows it"),
                Request("iam:GetOrganizationsAccessReport", "*", report),
                Request("iam:GenerateCredentialReport", "*", report),
            ),
        ) { ResourceSide("123456789012") }
    }

    /**
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html, "Example
     * cross-account policy evaluation"
     */
    @Test
    fun `Carlos reaches the production bucket of another account as far as both accounts let him`() {
        val identity =
            policy(
                "carlos",
                """{"Sid": "AllowS3ListRead", "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}""",
                """{"Sid": "AllowS3ProductionObjectActions", "Effect": "Allow", "Action": "s3:*Object*",
                    "Resource": "arn:aws:s3:::Production/*"}""",
                """{"Sid": "DenyS3Logs", "Effect": "Deny", "Action": "s3:*",
                    "Resource": ["arn:aws:s3:::*log*", "arn:aws:s3:::*log*/*"]}""",
            )
        val bucket =
            policy(
                "Production",
                """{"Effect": "Allow", "Action": ["s3:GetObject*", "s3:PutObject*", "s3:ReplicateObject", "s3:RestoreObject"],
                    "Principal": {"AWS": "arn:aws:iam::111111111111:user/carlossalazar"}, "Resource": "arn:aws:s3:::Production/*"}""",
            )
        check(
            user("carlossalazar", "111111111111"),
            PrincipalPolicies(listOf(identity)),
            listOf(
                Request("s3:PutObject", "arn:aws:s3:::Production/a", "allowed by statement 1 of the resource-based policy Production"),
                Request("s3:DeleteObject", "arn:aws:s3:::Production/a", "denied: no resource-based policy allows it"),
                Request("s3:ListBucket", "arn:aws:s3:::Production", "denied: no identity-based policy allows it"),
                Request(
                    "s3:PutObject",
                    "arn:aws:s3:::Production/logs",
                    "denied by statement 3 (DenyS3Logs) of the identity-based policy carlos"
                ),
            ),
        ) { ResourceSide("222222222222", bucket) }
    }

    /**
     * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html: an organization
     * limits, and allows nothing by itself.
     */
    @Test
    fun `a service control policy limits users and the root user, and nobody of other accounts`() {
        val everything = policy("everything", """{"Effect": "Allow", "Action": "*", "Resource": "*"}""")
        val noBuckets = policy("no-buckets", """{"Effect": "Deny", "Action": "s3:CreateBucket", "Resource": "*"}""")
        val onlyS3 = policy("only-s3", """{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}""")
        val ann = user("ann", "123456789012")
        val root = Principal(Principal.Type.ROOT, "123456789012", "arn:aws:iam::123456789012:root")

        fun answer(
            principal: Principal,
            action: String,
            own: PrincipalPolicies,
        ): String {
            val request = AccessRequest(principal, action, "*", ConditionKeys.NONE)
            return Evaluation(request, own, ResourceSide("123456789012")).judge().let {
                if (it.isAllowed) "allowed" else it.reason(action)
            }
        }

        fun under(vararg control: Policy) = PrincipalPolicies(listOf(everything), control = control.toList())
        answer(ann, "s3:GetObject", PrincipalPolicies(control = listOf(everything))) shouldBe
            "because no identity-based policy allows the s3:GetObject action"
        for (principal in listOf(ann, root)) {
            answer(principal, "s3:CreateBucket", under(noBuckets)) shouldBe "with an explicit deny in a service control policy"
            answer(principal, "s3:GetObject", under(noBuckets)) shouldBe "allowed"
            answer(principal, "sqs:SendMessage", under(onlyS3, noBuckets)) shouldBe
                "because no service control policy allows the sqs:SendMessage action"
            answer(principal, "s3:GetObject", under(onlyS3, noBuckets)) shouldBe "allowed"
        }
    }
}
