package io.mockaws.services.cloudformation.sam

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldStartWith
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import org.junit.jupiter.api.Test

/**
 * What the resources of SAM's become.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
class SamTransformTest {
    @Test
    fun `a function gets a role, and a tag that says whose it is`() {
        val made = transformed(function("Greeter"))

        types(made) shouldBe mapOf("Greeter" to "AWS::Lambda::Function", "GreeterRole" to "AWS::IAM::Role")
        at(made, "Resources.Greeter.Properties.Code") shouldBe json("""{"S3Bucket": "code", "S3Key": "greeter.zip"}""")
        at(made, "Resources.Greeter.Properties.Role") shouldBe json("""{"Fn::GetAtt": ["GreeterRole", "Arn"]}""")
        at(made, "Resources.Greeter.Properties.Tags") shouldBe json("""[{"Key": "lambda:createdBy", "Value": "SAM"}]""")
        at(made, "Resources.GreeterRole.Properties.ManagedPolicyArns") shouldBe
            json("""["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]""")
    }

    @Test
    fun `an event that names no API gets the implicit one, with deployment and stage`() {
        val events = """"Events": {"Hello": {"Type": "Api", "Properties": {"Path": "/hello/{name}", "Method": "get"}}}"""
        val made = transformed(function("Greeter", events))

        val deployment = made.ids().single { it.startsWith("ServerlessRestApiDeployment") }
        deployment shouldMatch "ServerlessRestApiDeployment[0-9a-f]{10}"
        at(made, "Resources.ServerlessRestApiProdStage.Properties.DeploymentId.Ref") shouldBe JsonPrimitive(deployment)
        at(made, "Resources.ServerlessRestApi.Properties.Body.paths./hello/{name}.get.x-amazon-apigateway-integration.type") shouldBe
            JsonPrimitive("aws_proxy")
        at(made, "Resources.GreeterHelloPermissionProd.Properties.SourceArn").toString() shouldBe
            "{\"Fn::Sub\":[\"arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/GET/hello/*\"," +
            "{\"__ApiId__\":{\"Ref\":\"ServerlessRestApi\"},\"__Stage__\":\"*\"}]}"
    }

    @Test
    fun `a changed API is deployed anew, and one that stays is not`() {
        fun deployment(path: String) =
            transformed(function("F", """"Events": {"E": {"Type": "Api", "Properties": {"Path": "$path", "Method": "get"}}}"""))
                .ids().single { "Deployment" in it }

        deployment("/a") shouldBe deployment("/a")
        (deployment("/a") == deployment("/b")) shouldBe false
    }

    @Test
    fun `an HTTP API without a path takes every request`() {
        val made = transformed(function("Greeter", """"Events": {"All": {"Type": "HttpApi"}}"""))

        at(made, "Resources.ServerlessHttpApi.Properties.Body.paths.\$default.x-amazon-apigateway-any-method.isDefaultRoute") shouldBe
            JsonPrimitive(true)
        at(made, "Resources.ServerlessHttpApiApiGatewayDefaultStage.Properties.AutoDeploy") shouldBe JsonPrimitive(true)
    }

    @Test
    fun `globals are merged into resources, whose own values count`() {
        val made =
            transformed(
                function("Greeter", """"Timeout": 7, "Environment": {"Variables": {"B": "own"}}"""),
                """"Globals": {"Function": {"Timeout": 3, "MemorySize": 512, "Environment": {"Variables": {"A": "1", "B": "2"}}}},""",
            )

        at(made, "Resources.Greeter.Properties.Timeout") shouldBe JsonPrimitive(7)
        at(made, "Resources.Greeter.Properties.MemorySize") shouldBe JsonPrimitive(512)
        at(made, "Resources.Greeter.Properties.Environment.Variables") shouldBe json("""{"A": "1", "B": "own"}""")
        made.keys shouldBe setOf("Resources")
    }

    @Test
    fun `a template of a policy becomes its statements`() {
        val made = transformed(function("Greeter", """"Policies": [{"SQSPollerPolicy": {"QueueName": {"Ref": "Inbox"}}}]"""))

        val statement = at(made, "Resources.GreeterRole.Properties.Policies.0.PolicyDocument.Statement.0")
        (at(statement, "Action") as JsonArray) shouldContain JsonPrimitive("sqs:ReceiveMessage")
        at(statement, "Resource.Fn::Sub.1") shouldBe json("""{"queueName": {"Ref": "Inbox"}}""")
    }

    @Test
    fun `an alias leads to a version whose id follows the code`() {
        fun made(key: String) = transformed(function("Greeter", """"AutoPublishAlias": "live"""", key))

        val made = made("one.zip")
        val version = made.ids().single { it.startsWith("GreeterVersion") }
        types(made)["GreeterAliaslive"] shouldBe "AWS::Lambda::Alias"
        at(made, "Resources.$version.DeletionPolicy") shouldBe JsonPrimitive("Retain")
        (version in made("two.zip").ids()) shouldBe false
    }

    @Test
    fun `what SAM made for a resource is found by the resource's name`() {
        val outputs = """"Outputs": {"Live": {"Value": {"Ref": "Greeter.Alias"}}},"""
        val made = transformed(function("Greeter", """"AutoPublishAlias": "live""""), outputs)

        at(made, "Outputs.Live.Value") shouldBe json("""{"Ref": "GreeterAliaslive"}""")
    }

    @Test
    fun `traffic that shifts by CodeDeploy gets an application, a group and a role`() {
        val made =
            transformed(
                function("Greeter", """"AutoPublishAlias": "live", "DeploymentPreference": {"Type": "Linear10PercentEvery1Minute"}"""),
            )

        types(made).values shouldContain "AWS::CodeDeploy::DeploymentGroup"
        at(made, "Resources.GreeterDeploymentGroup.Properties.DeploymentConfigName.Fn::Sub.1.ConfigName") shouldBe
            JsonPrimitive("Linear10PercentEvery1Minute")
        at(made, "Resources.GreeterAliaslive.UpdatePolicy.CodeDeployLambdaAliasUpdate.ApplicationName.Ref") shouldBe
            JsonPrimitive("ServerlessDeploymentApplication")
    }

    @Test
    fun `queues, streams and schedules call a function`() {
        val made =
            transformed(
                function(
                    "Greeter",
                    """
                    "Events": {
                      "Inbox": {"Type": "SQS", "Properties": {"Queue": {"Fn::GetAtt": ["Inbox", "Arn"]}, "BatchSize": 5}},
                      "Daily": {"Type": "Schedule", "Properties": {"Schedule": "rate(1 day)"}},
                      "Hourly": {"Type": "ScheduleV2", "Properties": {"ScheduleExpression": "rate(1 hour)"}}
                    }
                    """,
                ),
            )

        types(made) shouldBe
            mapOf(
                "Greeter" to "AWS::Lambda::Function",
                "GreeterRole" to "AWS::IAM::Role",
                "GreeterInbox" to "AWS::Lambda::EventSourceMapping",
                "GreeterDaily" to "AWS::Events::Rule",
                "GreeterDailyPermission" to "AWS::Lambda::Permission",
                "GreeterHourly" to "AWS::Scheduler::Schedule",
                "GreeterHourlyRole" to "AWS::IAM::Role",
            )
        (at(made, "Resources.GreeterRole.Properties.ManagedPolicyArns") as JsonArray) shouldContain
            JsonPrimitive("arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole")
    }

    @Test
    fun `a bucket of the template gets the notification of its event`() {
        val bucket = """"Inbox": {"Type": "AWS::S3::Bucket"}"""
        val event = """"Events": {"New": {"Type": "S3", "Properties": {"Bucket": {"Ref": "Inbox"}, "Events": "s3:ObjectCreated:*"}}}"""
        val made = transformed(function("Greeter", event) + ", " + bucket)

        at(made, "Resources.Inbox.Properties.NotificationConfiguration.LambdaConfigurations.0") shouldBe
            json("""{"Function": {"Fn::GetAtt": ["Greeter", "Arn"]}, "Event": "s3:ObjectCreated:*"}""")
        at(made, "Resources.Inbox.DependsOn") shouldBe json("""["GreeterNewPermission"]""")
    }

    @Test
    fun `tables, layers, state machines and applications become what they stand for`() {
        val made =
            transformed(
                """
                "Table": {"Type": "AWS::Serverless::SimpleTable"},
                "Libraries": {"Type": "AWS::Serverless::LayerVersion", "Properties": {"ContentUri": "s3://code/layer.zip"}},
                "Flow": {"Type": "AWS::Serverless::StateMachine", "Properties": {"Definition": {"StartAt": {"Ref": "First"}}}},
                "Inner": {"Type": "AWS::Serverless::Application", "Properties": {"Location": "https://example.com/inner.yaml"}},
                "User": {"Type": "AWS::S3::Bucket", "DependsOn": "Libraries"}
                """,
            )

        types(made).values shouldContainExactlyInAnyOrder
            listOf(
                "AWS::DynamoDB::Table",
                "AWS::Lambda::LayerVersion",
                "AWS::StepFunctions::StateMachine",
                "AWS::IAM::Role",
                "AWS::CloudFormation::Stack",
                "AWS::S3::Bucket",
            )
        val layer = made.ids().single { it.startsWith("Libraries") }
        at(made, "Resources.User.DependsOn") shouldBe JsonPrimitive(layer)
        at(made, "Resources.Table.Properties.BillingMode") shouldBe JsonPrimitive("PAY_PER_REQUEST")
        at(made, "Resources.Flow.Properties.DefinitionSubstitutions") shouldBe json("""{"definition_substitution_1": {"Ref": "First"}}""")
        at(made, "Resources.Inner.Properties.TemplateURL") shouldBe JsonPrimitive("https://example.com/inner.yaml")
    }

    @Test
    fun `a connector gives the role of its source what it needs`() {
        val made =
            transformed(
                function("Writer") +
                    """
                    , "Table": {"Type": "AWS::Serverless::SimpleTable"},
                    "Link": {"Type": "AWS::Serverless::Connector", "Properties":
                      {"Source": {"Id": "Writer"}, "Destination": {"Id": "Table"}, "Permissions": ["Write"]}}
                    """,
            )

        at(made, "Resources.LinkPolicy.Type") shouldBe JsonPrimitive("AWS::IAM::ManagedPolicy")
        at(made, "Resources.LinkPolicy.Properties.Roles") shouldBe json("""[{"Ref": "WriterRole"}]""")
    }

    @Test
    fun `a WebSocket API has a route, an integration and a permission for each key`() {
        val made =
            transformed(
                """
                "Chat": {"Type": "AWS::Serverless::WebSocketApi", "Properties": {
                  "RouteSelectionExpression": "${'$'}request.body.action",
                  "Routes": {"${'$'}connect": {"FunctionArn": "arn:aws:lambda:eu-central-1:1:function:f"}}}}
                """,
            )

        types(made) shouldBe
            mapOf(
                "Chat" to "AWS::ApiGatewayV2::Api",
                "ChatConnectRoute" to "AWS::ApiGatewayV2::Route",
                "ChatConnectIntegration" to "AWS::ApiGatewayV2::Integration",
                "ChatConnectPermission" to "AWS::Lambda::Permission",
                "ChatDefaultStage" to "AWS::ApiGatewayV2::Stage",
            )
    }

    @Test
    fun `everything that is wrong is said at once, in SAM's words`() {
        val error =
            shouldThrow<SamError> {
                transformed(
                    function("Bad", """"Unknown": 1""") + ", " +
                        function("Worse", """"Events": {"E": {"Type": "S3", "Properties": {"Bucket": "b", "Events": "x"}}}"""),
                )
            }

        error.messages shouldContainExactlyInAnyOrder
            listOf(
                "Resource with id [Bad] is invalid. property Unknown not defined for resource of type AWS::Serverless::Function",
                "Resource with id [Worse] is invalid. Event with id [E] is invalid. S3 events must reference an S3 bucket in the same template.",
            )
        error.message!! shouldStartWith "Invalid Serverless Application Specification document. Number of errors found: 2. "
    }

    @Test
    fun `regions of other partitions get their ARNs`() {
        val template = json("""{"Resources": {${function("Greeter")}}}""") as JsonObject
        val made = SamTransform.transform(template, emptyMap(), "cn-north-1", "000000000000")

        at(made, "Resources.GreeterRole.Properties.ManagedPolicyArns.0") shouldBe
            JsonPrimitive("arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")
    }

    private fun function(
        id: String,
        more: String = "",
        key: String = "${id.lowercase()}.zip",
    ) = """
        "$id": {"Type": "AWS::Serverless::Function", "Properties": {
          "Runtime": "java21", "Handler": "example.Greeter", "CodeUri": "s3://code/$key"${if (more.isEmpty()) "" else ", $more"}}}
        """

    private fun transformed(
        resources: String,
        sections: String = "",
    ): JsonObject {
        val template = """{"Transform": "${SamTransform.NAME}", $sections "Resources": {$resources}}"""
        return SamTransform.transform(json(template) as JsonObject, emptyMap(), "eu-central-1", "000000000000")
    }

    private fun json(text: String): JsonElement = Json.parseToJsonElement(text)

    private fun JsonObject.ids() = (getValue("Resources") as JsonObject).keys

    private fun types(template: JsonObject): Map<String, String> =
        (template.getValue("Resources") as JsonObject).mapValues { ((it.value as JsonObject).getValue("Type") as JsonPrimitive).content }

    /** What is at [path], whose steps are names and places in lists; a name that has dots in it goes on until it is found. */
    private fun at(
        from: JsonElement,
        path: String,
    ): JsonElement {
        if (path.isEmpty()) return from
        val steps = path.split('.')
        val next =
            when (from) {
                is JsonArray -> from[steps[0].toInt()]
                else -> (from as JsonObject)[steps[0]] ?: error("nothing at $path, but ${from.keys}")
            }
        return at(next, steps.drop(1).joinToString("."))
    }
}
