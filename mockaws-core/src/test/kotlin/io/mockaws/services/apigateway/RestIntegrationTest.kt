package io.mockaws.services.apigateway

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import kotlinx.serialization.json.JsonPrimitive
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.apigateway.model.IntegrationType

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html */
class RestIntegrationTest {
    private fun RestApi.answers(
        method: String,
        path: String,
        status: String,
        pattern: String? = null,
        template: String? = null,
        parameters: Map<String, String> = emptyMap(),
    ): RestApi {
        val resource = resource(path)
        client.putMethodResponse { it.restApiId(id).resourceId(resource).httpMethod(method).statusCode(status) }
        client.putIntegrationResponse {
            it.restApiId(
                id
            ).resourceId(resource).httpMethod(method).statusCode(status).selectionPattern(pattern).responseParameters(parameters)
            if (template != null) it.responseTemplates(mapOf("application/json" to template))
        }
        return this
    }

    @Test
    fun `templates see the body, the parameters and the context`() {
        MockAws.start().use { aws ->
            aws.restApis().use { client ->
                val template =
                    """
                    #set(${'$'}root = ${'$'}input.path('${'$'}'))
                    {"name": ${'$'}input.json('${'$'}.name'), "first": "${'$'}root.tags[0]", "all": [#foreach(${'$'}t in ${'$'}root.tags)"${'$'}t"#if(${'$'}foreach.hasNext),#end#end],
                     "id": "${'$'}input.params('id')", "q": "${'$'}input.params().querystring.get('q')", "stage": "${'$'}context.stage",
                     "var": "${'$'}stageVariables.color", "none": "${'$'}input.path('${'$'}.none')", "url": "${'$'}util.urlEncode('a b&c')",
                     "text": "${'$'}util.escapeJavaScript('say "hi"')", "b64": "${'$'}util.base64Encode('x')", "agent": "${'$'}context.identity.userAgent"}
                    """.trimIndent()
                val seen = aws.lambda.function("seen") { event -> event }
                val api = RestApi(client, "mapped")
                api.method("POST", "/things/{id}") {
                    type(
                        IntegrationType.AWS
                    ).integrationHttpMethod("POST").uri(uriOf(seen.arn)).requestTemplates(mapOf("application/json" to template))
                }.answers("POST", "/things/{id}", "200").deploy()
                client.updateStage { it.restApiId(api.id).stageName("prod").patchOperations(patch("replace", "/variables/color", "red")) }
                val answer = aws.apiGateway.api(
                    "mapped"
                ).post("/things/7?q=1", """{"name": "Rex", "tags": ["a", "b"]}""", mapOf("User-Agent" to "t/1"))
                jsonOf(answer.body) shouldBe
                    jsonOf(
                        """{"name": "Rex", "first": "a", "all": ["a", "b"], "id": "7", "q": "1", "stage": "prod", "var": "red", "none": "",
                            "url": "a+b%26c", "text": "say \"hi\"", "b64": "eA==", "agent": "t/1"}""",
                    )
            }
        }
    }

    @Test
    fun `the message of an error selects the answer`() {
        MockAws.start().use { aws ->
            aws.restApis().use { client ->
                val function =
                    aws.lambda.function("f") { event ->
                        val code = (event.at("code") as JsonPrimitive).content
                        if (code == "200") "Pass" else error("Error: $code within the function")
                    }
                RestApi(client, "patterns").method("POST", "/") {
                    type(IntegrationType.AWS).integrationHttpMethod("POST").uri(uriOf(function.arn))
                }
                    .answers("POST", "/", "200")
                    .answers(
                        "POST",
                        "/",
                        "405",
                        ".*four hundred.*",
                        """{"told": ${'$'}input.json('${'$'}.errorMessage')}""",
                        mapOf("method.response.header.X-Error" to "'yes'")
                    )
                    .answers("POST", "/", "502", ".+")
                    .deploy()
                val api = aws.apiGateway.api("patterns")
                api.post("/", """{"code": "200"}""").let { it.status to it.body } shouldBe (200 to "\"Pass\"")
                val refused = api.post("/", """{"code": "four hundred"}""")
                refused.status shouldBe 405
                refused.header("X-Error") shouldBe "yes"
                refused.body shouldBe """{"told": "Error: four hundred within the function"}"""
                api.post("/", """{"code": "else"}""").status shouldBe 502
            }
        }
    }

    /** As recorded of AWS by LocalStack: tests/aws/services/apigateway/test_apigateway_common.py. */
    @Test
    fun `values of templates write themselves as AWS's do`() {
        MockAws.start().use { aws ->
            aws.restApis().use { client ->
                fun rendered(template: String, body: String): String {
                    val name = "api${aws.apiGateway.apis().size}"
                    RestApi(client, name).method("POST", "/") {
                        type(IntegrationType.MOCK).requestTemplates(mapOf("application/json" to """{"statusCode": 200}"""))
                    }
                        .answers("POST", "/", "200", template = "x").deploy()
                    val seen = aws.lambda.function("seen-$name") { it }
                    val api = RestApi(client, "f$name")
                    api.method("POST", "/") {
                        type(IntegrationType.AWS).integrationHttpMethod("POST").uri(uriOf(seen.arn))
                            .requestTemplates(
                                mapOf(
                                    "application/json" to "#set(${'$'}x = \"$template\"){\"x\": \"${'$'}util.escapeJavaScript(${'$'}x)\"}"
                                )
                            )
                    }.answers("POST", "/", "200").deploy()
                    return (jsonOf(aws.apiGateway.api("f$name").post("/", body).body)["x"] as JsonPrimitive).content
                }
                rendered("${'$'}input.path('${'$'}')", """{"foo": "bar"}""") shouldBe "{foo=bar}"
                rendered("${'$'}input.path('${'$'}')", """[{"foo": "bar"}]""") shouldBe """[{"foo":"bar"}]"""
                rendered("${'$'}input.path('${'$'}.a')", """{"a": {"foo": [{"nested": "bar"}]}}""") shouldBe """{foo=[{"nested":"bar"}]}"""
            }
        }
    }

    @Test
    fun `a mock answers by what its template says`() {
        MockAws.start().use { aws ->
            aws.restApis().use { client ->
                val template = """{"statusCode": #if(${'$'}input.params('fail') == "1")500#{else}200#end}"""
                RestApi(client, "mocked").method("GET", "/") {
                    type(IntegrationType.MOCK).requestTemplates(mapOf("application/json" to template))
                }
                    .answers("GET", "/", "200", template = """{"ok": true}""")
                    .answers(
                        "GET",
                        "/",
                        "500",
                        "5\\d\\d",
                        """#set(${'$'}context.responseOverride.status = 503)#set(${'$'}context.responseOverride.header.X-Why = "test"){"ok": false}"""
                    )
                    .deploy()
                aws.apiGateway.api("mocked").get("/").body shouldBe """{"ok": true}"""
                val failed = aws.apiGateway.api("mocked").get("/?fail=1")
                failed.status shouldBe 503
                failed.header("X-Why") shouldBe "test"
                failed.body shouldBe """{"ok": false}"""
            }
        }
    }

    /** As recorded of AWS by LocalStack: tests/aws/services/apigateway/test_apigateway_sqs.py. */
    @Test
    fun `a queue takes messages by a form, and tells its answer in JSON`() {
        MockAws.start().use { aws ->
            aws.restApis().use { client ->
                val queue = aws.sqs.queue("inbox")
                RestApi(client, "queueing").method("POST", "/") {
                    type(IntegrationType.AWS).integrationHttpMethod("POST").uri("arn:aws:apigateway:us-east-1:sqs:path/123456789012/inbox")
                        .credentials("arn:aws:iam::123456789012:role/sender")
                        .requestParameters(mapOf("integration.request.header.Content-Type" to "'application/x-www-form-urlencoded'"))
                        .requestTemplates(
                            mapOf(
                                "application/json" to
                                    "Action=SendMessage&MessageBody=${'$'}util.urlEncode(${'$'}input.body)&MessageAttribute.1.Name=kind&MessageAttribute.1.Value.StringValue=test&MessageAttribute.1.Value.DataType=String"
                            )
                        )
                }.answers(
                    "POST",
                    "/",
                    "200",
                    template = """{"id": "${'$'}input.path('${'$'}.SendMessageResponse.SendMessageResult.MessageId')"}"""
                ).deploy()
                val answer = aws.apiGateway.api("queueing").post("/", """{"a": 1}""")
                answer.status shouldBe 200
                val message = queue.messages().single()
                message.body shouldBe """{"a": 1}"""
                answer.body shouldContain message.id
                aws.calls("sqs", "SendMessage").single().calledBy shouldBe "arn:aws:iam::123456789012:role/sender"
            }
        }
    }

    @Test
    fun `a table is read and written by actions`() {
        MockAws.start().use { aws ->
            aws.restApis().use { client ->
                aws.dynamoDb.table("items", "id")
                fun RestApi.action(method: String, action: String, template: String) =
                    method(method, "/{id}") {
                        type(IntegrationType.AWS).integrationHttpMethod("POST").uri("arn:aws:apigateway:us-east-1:dynamodb:action/$action")
                            .credentials("arn:aws:iam::123456789012:role/db").requestTemplates(mapOf("application/json" to template))
                    }.answers(method, "/{id}", "200").answers(method, "/{id}", "400", "4\\d{2}")
                RestApi(client, "table")
                    .action(
                        "PUT",
                        "PutItem",
                        """{"TableName": "items", "Item": {"id": {"S": "${'$'}input.params('id')"}, "n": {"N": "${'$'}input.path('${'$'}.n')"}}}"""
                    )
                    .action("GET", "GetItem", """{"TableName": "items", "Key": {"id": {"S": "${'$'}input.params('id')"}}}""")
                    .action("DELETE", "DeleteItem", """{"TableName": "none", "Key": {"id": {"S": "1"}}}""").deploy()
                val api = aws.apiGateway.api("table")
                api.put("/7", """{"n": 5}""").body shouldBe "{}"
                jsonOf(api.get("/7").body) shouldBe jsonOf("""{"Item": {"id": {"S": "7"}, "n": {"N": "5"}}}""")
                api.delete("/7").status shouldBe 400
                api.delete("/7").body shouldContain "ResourceNotFoundException"
            }
        }
    }
}
