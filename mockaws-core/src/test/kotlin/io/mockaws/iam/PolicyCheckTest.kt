package io.mockaws.iam

import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource

/** What IAM says of documents: as moto has found it out of AWS (tests/test_iam/test_iam_policies.py), but where it says so. */
class PolicyCheckTest {
    private fun policy(statement: String) = """{"Version":"2012-10-17","Statement":$statement}"""

    private fun allow(
        action: String = "\"s3:ListBucket\"",
        resource: String = "\"arn:aws:s3:::b\"",
        more: String = "",
    ) = policy("""{"Effect":"Allow","Action":$action,"Resource":$resource$more}""")

    @Test
    fun `what is right is taken`() {
        PolicyCheck.ofManaged(allow()) shouldBe null
        PolicyCheck.ofManaged(allow(action = "[\"s3:*\",\"*\"]", resource = "\"*\"")) shouldBe null
        PolicyCheck.ofManaged(allow(more = ""","Condition":{"ForAnyValue:StringEqualsIfExists":{"a":"b"}}""")) shouldBe null
        PolicyCheck.ofManaged(allow(more = ""","Condition":{"NumericLessThan":{"s3:max-keys":10}}""")) shouldBe null
        PolicyCheck.ofInline("""{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""") shouldBe null
        PolicyCheck.ofTrust(
            """{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["sts:AssumeRole","sts:TagSession"]}]}"""
        ) shouldBe null
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = [
            "no json | Syntax errors in policy.",
            "{\"Version\":\"2012-10-17\",\"Statement\":[]} | Syntax errors in policy.",
            "{\"Version\":\"2012-10-17\",\"Statement\":[\"a\"]} | Syntax errors in policy.",
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Action\":\"s3:*\",\"Resource\":\"*\"}} | Syntax errors in policy.",
            "{\"Version\":\"2013-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}} | Syntax errors in policy.",
            "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}} | Policy document must be version 2012-10-17 or greater.",
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Resource\":\"*\"}} | Policy statement must contain actions.",
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\"}} | Policy statement must contain resources.",
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}} | The policy failed legacy parsing",
        ],
    )
    fun `grammar`(
        document: String,
        message: String,
    ) {
        PolicyCheck.ofManaged(document) shouldBe message
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = [
            "invalid | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
            "a a:ListBucket | Vendor a a is not valid",
            "s3:List:Bucket | Actions/Condition can contain only one colon.",
        ],
    )
    fun `actions`(
        action: String,
        message: String,
    ) {
        PolicyCheck.ofManaged(allow(action = "\"$action\"")) shouldBe message
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = [
            "invalid | Resource invalid must be in ARN format or \"*\".",
            "a:b | Partition \"b\" is not valid for resource \"arn:b:*:*:*:*\".",
            "a:b:c:d:e:f:g:h | Partition \"b\" is not valid for resource \"arn:b:c:d:e:f:g:h\".",
            "arn:aws | Resource vendor must be fully qualified and cannot contain regexes.",
            "arn:aws:s3::b | The policy failed legacy parsing",
            "arn:aws::::b | The policy failed legacy parsing",
            "arn:aws:s3:us-east-1::b | Resource arn:aws:s3:us-east-1::b can not contain region information.",
            "arn:aws:iam:us-east-1::user/b | IAM resource arn:aws:iam:us-east-1::user/b cannot contain region information.",
        ],
    )
    fun `resources`(
        resource: String,
        message: String,
    ) {
        PolicyCheck.ofManaged(allow(resource = "\"$resource\"")) shouldBe message
    }

    @ParameterizedTest
    @CsvSource(
        "2019-07-01T13:20:15Z, true", "01T, true", "-292275054, true", "1583020800, true",
        "2016-12-13t2:00:00.593194+23, true", "sdfdsf, false", "234-13, false", "2016-12-13t2:00:00.593194+1, false",
        "9223372036854775808, false",
    )
    fun `dates`(
        date: String,
        isRight: Boolean,
    ) {
        val message = PolicyCheck.ofManaged(allow(more = ""","Condition":{"DateLessThan":{"a":"$date"}}"""))
        message shouldBe if (isRight) null else "The policy failed legacy parsing"
    }

    @Test
    fun `statements' ids differ`() {
        val one = """{"Sid":"a","Effect":"Allow","Action":"s3:*","Resource":"*"}"""
        PolicyCheck.ofManaged(policy("[$one,$one]")) shouldBe "Statement IDs (SID) in a single policy must be unique."
    }

    @Test
    fun `a policy of an identity names no principal, and a trust policy no resource`() {
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
        PolicyCheck.ofManaged(allow(more = ""","Principal":"*"""")) shouldBe "Policy document should not specify a principal."
        val trust = """{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Resource":"*"}"""
        PolicyCheck.ofTrust(policy(trust)) shouldBe "Has prohibited field Resource."
        PolicyCheck.ofTrust(policy("""{"Effect":"Allow","Action":"sts:AssumeRole"}""")) shouldBe
            "Missing required field Principal"
        PolicyCheck.ofTrust(policy("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"s3:GetObject"}""")) shouldBe
            "Trust Policy statement actions can only be sts:AssumeRole, sts:AssumeRoleWithSAML,  and sts:AssumeRoleWithWebIdentity"
        // LocalStack's recording: test_create_role_with_malformed_assume_role_policy_document.
        PolicyCheck.ofTrust("""{"Version":"2012-10-17",}""") shouldBe "This policy contains invalid Json"
    }
}
