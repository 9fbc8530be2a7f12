package io.mockaws.services.ssm

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter
import software.amazon.awssdk.services.ssm.model.ParameterType

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
class ParameterListsTest {
    private val aws = SsmWorld()
    private val ssm = aws.client

    init {
        ssm.put("plain", "0")
        ssm.put("/app/url", "1")
        ssm.put("/app/db/password", "2", ParameterType.SECURE_STRING)
        ssm.putParameter { r ->
            r.name("/app/db/hosts").value("a,b").type("StringList").tags({ it.key("team").value("blue") })
        }
        ssm.labelParameterVersion { it.name("/app/url").labels("latest") }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
        "Name, Equals, /app/url, /app/url",
        "Name, BeginsWith, /app/db, /app/db/hosts /app/db/password",
        "Name, Contains, db, /app/db/hosts /app/db/password",
        "Name, Equals, /plain, plain",
        "Path, OneLevel, /app, /app/url",
        "Path, Recursive, /app, /app/db/hosts /app/db/password /app/url",
        "Path, OneLevel, /, plain",
        "Type, Equals, StringList, /app/db/hosts",
        "Type, Equals, SecureString, /app/db/password",
        "KeyId, Equals, alias/aws/ssm, /app/db/password",
        "Tier, Equals, Advanced, ''",
        "DataType, Equals, text, /app/db/hosts /app/db/password /app/url plain",
        "tag:team, Equals, blue, /app/db/hosts",
        "tag:team, Equals, red, ''",
    )
    fun `DescribeParameters filters`(
        key: String,
        option: String,
        value: String,
        names: String,
    ) {
        described(filter(key, option, value)) shouldBe names.split(' ').filter { it.isNotEmpty() }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
        delimiter = '|',
        value = [
            "Label | Equals | x | InvalidFilterKey: The following filter key is not valid: Label. Valid filter keys " +
                "include: [Path, Name, Type, KeyId, Tier].",
            "Path | Equals | app | InvalidFilterOption: The following filter option is not valid: Equals. Valid " +
                "options include: [Recursive, OneLevel].",
            "Path | OneLevel | /aws | ValidationException: Filters for common parameters can't be prefixed with",
            "Path | OneLevel | app | ValidationException: The parameter doesn't meet the parameter name requirements.",
            "Type | Equals | Number | InvalidFilterOption: The following filter value is not valid: Number. Valid " +
                "values include: [String, StringList, SecureString].",
            "Name | Recursive | x | InvalidFilterOption: The following filter option is not valid: Recursive. Valid " +
                "options include: [BeginsWith, Equals].",
        ],
    )
    fun `filters that AWS does not know are told`(
        key: String,
        option: String,
        value: String,
        words: String,
    ) {
        refusal { described(filter(key, option, value)) } shouldStartWith words
    }

    @Test
    fun `filters need values, and each comes once`() {
        refusal { described(ParameterStringFilter.builder().key("Name").build()) } shouldBe
            "InvalidFilterValue: The following filter values are missing : null for filter key Name."
        refusal { described(filter("Name", "Equals", "a"), filter("Name", "Equals", "b")) } shouldBe
            "InvalidFilterKey: The following filter is duplicated in the request: Name. A request can contain only " +
            "one occurrence of a specific filter."
        described(ParameterStringFilter.builder().key("tag:team").build()) shouldBe listOf("/app/db/hosts")
    }

    @Test
    fun `a path has its level, and what is below where that is asked for`() {
        byPath("/app", false) shouldBe listOf("/app/url")
        byPath("/app/", true) shouldBe listOf("/app/db/hosts", "/app/db/password", "/app/url")
        byPath("/", false) shouldBe listOf("plain")
        ssm.getParametersByPathPaginator { it.path("/app").recursive(true).maxResults(2) }
            .map { page -> page.parameters().map { it.name() } } shouldBe
            listOf(listOf("/app/db/hosts", "/app/db/password"), listOf("/app/url"))
        // test_get_parameters_by_path_and_filter_by_labels
        ssm.getParametersByPath {
            it.path("/app").recursive(true).parameterFilters(filter("Label", null, "latest"))
        }.parameters().map { it.name() } shouldBe listOf("/app/url")
        refusal { byPath("app", false) } shouldStartWith "ValidationException: The parameter doesn't meet"
        refusal { ssm.getParametersByPath { it.path("/app").maxResults(11) } } shouldContain
            "Member must have value less than or equal to 10"
        refusal { ssm.getParametersByPath { it.path("/app").nextToken("of another") } } shouldStartWith
            "InvalidNextToken: "
    }

    @Test
    fun `what AWS itself publishes is there`() {
        val name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
        val image = ssm.value(name)
        image shouldStartWith "ami-"
        image.length shouldBe 21
        ssm.value(name) shouldBe image
        (aws.client("eu-west-1").value(name) == image) shouldBe false
        ssm.getParameter { it.name(name) }.parameter().arn() shouldBe "arn:aws:ssm:us-east-1::parameter$name"
        ssm.value("/aws/service/global-infrastructure/regions/eu-central-1/longName") shouldBe "Europe (Frankfurt)"
        val regions =
            ssm.getParametersByPathPaginator { it.path("/aws/service/global-infrastructure/regions") }
                .flatMap { it.parameters() }.map { it.value() }
        regions.containsAll(listOf("us-east-1", "eu-west-1", "ap-southeast-2")) shouldBe true
        ssm.value("/aws/service/global-infrastructure/services/dynamodb") shouldBe "dynamodb"
        refusal { ssm.value("/aws/service/ami-amazon-linux-latest/missing") } shouldStartWith "ParameterNotFound"
    }

    @Test
    fun `tags are a parameter's own`() {
        ssm.addTagsToResource { r ->
            r.resourceType("Parameter").resourceId("/app/url").tags({ it.key("team").value("red") })
        }
        tags("/app/url") shouldBe mapOf("team" to "red")
        ssm.removeTagsFromResource { it.resourceType("Parameter").resourceId("/app/url").tagKeys("team") }
        tags("/app/url") shouldBe emptyMap()
        refusal { tags("missing") } shouldBe "InvalidResourceId: Invalid Resource Id"
    }

    private fun tags(name: String) =
        ssm.listTagsForResource { it.resourceType("Parameter").resourceId(name) }.tagList()
            .associate { it.key() to it.value() }

    private fun byPath(
        path: String,
        recursive: Boolean,
    ) = ssm.getParametersByPath { it.path(path).recursive(recursive) }.parameters().map { it.name() }

    private fun described(vararg filters: ParameterStringFilter): List<String> =
        ssm.describeParameters { it.parameterFilters(*filters) }.parameters().map { it.name() }

    private fun filter(
        key: String,
        option: String?,
        value: String,
    ): ParameterStringFilter = ParameterStringFilter.builder().key(key).option(option).values(value).build()
}
