package io.mockaws.iam

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import org.junit.jupiter.params.provider.ValueSource

/**
 * What statements are about, as these pages tell:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html.
 */
class PolicyDocumentTest {
    private val ann =
        Principal(Principal.Type.USER, "111122223333", "arn:aws:iam::111122223333:user/ann", "AIDAANN")

    private fun isAbout(
        elements: String,
        action: String = "s3:GetObject",
        resource: String = "arn:aws:s3:::shop/a/b",
        version: String = "2012-10-17",
        keys: Map<String, List<String>> = emptyMap(),
    ): Boolean {
        val json = """{"Version": "$version", "Statement": {"Effect": "Allow", $elements}}"""
        val request = AccessRequest(ann, action, resource) { keys[it] }
        return PolicyDocument.of(json).statements.single().isAbout(request)
    }

    @ParameterizedTest
    @CsvSource(
        "s3:GetObject,  true",
        "s3:getobject,  true",
        "S3:Get*,       true",
        "s3:*,          true",
        "*,             true",
        "s3:Get?bject,  true",
        "s3:GetObject?, false",
        "sqs:*,         false",
        "s3:*Acl,       false",
    )
    fun `actions have wildcards and no case`(
        pattern: String,
        result: Boolean,
    ) {
        isAbout(""""Action": ["$pattern"], "Resource": "*"""") shouldBe result
        isAbout(""""NotAction": "$pattern", "Resource": "*"""") shouldBe !result
    }

    @ParameterizedTest
    @CsvSource(
        "arn:aws:s3:::shop/a/b,  true",
        "arn:aws:s3:::shop/*,    true",
        "arn:aws:s3:::*,         true",
        "arn:aws:s3:::*/b,       true",
        "arn:aws:s3:::shop/?/b,  true",
        "arn:aws:s3:::shop,      false",
        "arn:aws:s3:::Shop/a/b,  false",
        "arn:*:s3:::shop/*,      true",
        "arn:aws:s3:*:*:shop/*,  true",
        "arn:aws:sqs:::shop/*,   false",
        "*,                      true",
    )
    fun `resources are compared part by part, with their case`(
        pattern: String,
        result: Boolean,
    ) {
        isAbout(""""Action": "*", "Resource": "$pattern"""") shouldBe result
        isAbout(""""Action": "*", "NotResource": ["$pattern"]""") shouldBe !result
    }

    @Test
    fun `an action on no one thing needs everything`() {
        isAbout(""""Action": "*", "Resource": "*"""", "s3:ListAllMyBuckets", "*") shouldBe true
        isAbout(""""Action": "*", "Resource": "arn:aws:s3:::*"""", "s3:ListAllMyBuckets", "*") shouldBe false
    }

    @Test
    fun `variables stand for values of the request`() {
        val own = """"Action": "*", "Resource": "arn:aws:s3:::shop/${'$'}{aws:username}/*""""
        isAbout(own, keys = mapOf("aws:username" to listOf("a"))) shouldBe true
        isAbout(own, keys = mapOf("aws:username" to listOf("b"))) shouldBe false
        isAbout(own) shouldBe false
        isAbout(own, keys = mapOf("aws:username" to listOf("*"))) shouldBe false
        isAbout(own, version = "2008-10-17", keys = mapOf("aws:username" to listOf("a"))) shouldBe false
    }

    @Test
    fun `variables have defaults`() {
        val team = """"Action": "*", "Resource": "arn:aws:s3:::shop/${'$'}{aws:PrincipalTag/team, 'a'}/*""""
        isAbout(team) shouldBe true
        isAbout(team, keys = mapOf("aws:principaltag/team" to listOf("b"))) shouldBe false
    }

    @Test
    fun `wildcards can be meant as characters`() {
        val star = """"Action": "*", "Resource": "arn:aws:s3:::shop/${'$'}{*}${'$'}{?}${'$'}{$}""""
        isAbout(star, resource = "arn:aws:s3:::shop/*?$") shouldBe true
        isAbout(star, resource = "arn:aws:s3:::shop/abc") shouldBe false
    }

    @Test
    fun `all conditions have to hold, and variables stand in them too`() {
        val conditions =
            """"Action": "*", "Resource": "*", "Condition": {
                "StringEquals": {"aws:ResourceTag/owner": "${'$'}{aws:username}"}, "Bool": {"aws:SecureTransport": true}}"""
        val all =
            mapOf(
                "aws:resourcetag/owner" to listOf("ann"),
                "aws:username" to listOf("ann"),
                "aws:securetransport" to listOf("true"),
            )
        isAbout(conditions, keys = all) shouldBe true
        isAbout(conditions, keys = all - "aws:securetransport") shouldBe false
        isAbout(conditions, keys = all + ("aws:username" to listOf("bob"))) shouldBe false
    }

    @ParameterizedTest
    @ValueSource(
        strings = [
            "", "[]", "{}", "nothing", """{"Version": "2012-10-17"}""",
            """{"Version": "2020-01-01", "Statement": []}""",
            """{"Statement": [{"Effect": "Maybe", "Action": "*", "Resource": "*"}]}""",
            """{"Statement": [{"Action": "*", "Resource": "*"}]}""",
            """{"Statement": [{"Effect": "Allow", "Resource": "*"}]}""",
            """{"Statement": [{"Effect": "Allow", "Action": "*", "NotAction": "*", "Resource": "*"}]}""",
            """{"Statement": [{"Effect": "Allow", "Action": 1, "Resource": "*"}]}""",
            """{"Statement": ["Allow"]}""",
            """{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"No": {"a": "b"}}}]}""",
        ]
    )
    fun `what is no policy is refused`(json: String) {
        shouldThrow<MalformedPolicy> { PolicyDocument.of(json) }
    }

    @Test
    fun `the same text is read once`() {
        val json = """{"Statement": [{"Effect": "Allow", "Action": "a:*", "Resource": "*"}]}"""
        PolicyDocument.of(json) shouldBeSameInstanceAs PolicyDocument.of(json.toCharArray().concatToString())
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = [
            """ "*"                                              | SELF""",
            """ {"AWS": "*"}                                     | SELF""",
            """ {"AWS": "arn:aws:iam::111122223333:user/ann"}    | SELF""",
            """ {"AWS": "arn:aws:iam::111122223333:user/bob"}    | NONE""",
            """ {"AWS": "111122223333"}                          | ACCOUNT""",
            """ {"AWS": ["arn:aws:iam::111122223333:root"]}      | ACCOUNT""",
            """ {"AWS": "444455556666"}                          | NONE""",
            """ {"Service": "sns.amazonaws.com"}                 | NONE""",
            """ {"Service": "sns.amazonaws.com", "AWS": "111122223333"} | ACCOUNT""",
        ],
    )
    fun `principals are matched closely or by their account`(
        principals: String,
        match: String,
    ) {
        val json = """{"Statement": {"Effect": "Allow", "Principal": $principals, "Action": "*"}}"""
        PolicyDocument.of(json).statements.single().match(ann).name shouldBe match
    }

    @Test
    fun `NotPrincipal is about all others`() {
        fun match(named: String) =
            PolicyDocument.of("""{"Statement": {"Effect": "Deny", "NotPrincipal": {"AWS": "$named"}, "Action": "*"}}""")
                .statements.single().match(ann)
        match("arn:aws:iam::111122223333:user/ann") shouldBe Match.NONE
        match("arn:aws:iam::111122223333:user/bob") shouldBe Match.SELF
    }
}
