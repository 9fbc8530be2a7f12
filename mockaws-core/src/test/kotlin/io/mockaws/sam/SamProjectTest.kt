package io.mockaws.sam

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.maps.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.div
import kotlin.io.path.writeText

/** Projects of AWS SAM in a test: what their templates have is there, and their functions run where they are written. */
class SamProjectTest {
    @TempDir
    lateinit var folder: Path

    @Test
    fun `a function of the test's class path answers the route of its event`() {
        template(greeter())
        MockAws.start().use { aws ->
            val project = aws.sam("$folder/template.yaml")

            val answer = project.api.get("/hello/Ada")

            answer.status shouldBe 200
            answer.body shouldBe "Hello, Ada!"
            project.function("Greeter").invocations.size shouldBe 1
            project.routes.map { "$it" } shouldContainExactly listOf("GET /hello/{name} -> Greeter")
            project.problems shouldBe emptyList()
        }
    }

    @Test
    fun `an HTTP API does as well`() {
        template(greeter(type = "HttpApi"))
        MockAws.start().use { aws -> aws.sam("$folder/template.yaml").api.get("/hello/Ada").body shouldBe "Hello, Ada!" }
    }

    @Test
    fun `parameters come from the test, then from samconfig`() {
        template(
            "Parameters:\n  Greeting: {Type: String, Default: Hello}\n  Mark: {Type: String, Default: '!'}\n" +
                greeter(environment = "{GREETING: !Ref Greeting, MARK: !Ref Mark}") +
                "Outputs:\n  Greeting: {Value: !Ref Greeting}\n  Plain:\n    Value: !Sub \${Greeting}\n",
        )
        (folder / "samconfig.toml").writeText(
            """
            version = 0.1
            [default.deploy.parameters]
            stack_name = "greetings"
            parameter_overrides = "Greeting=\"Good day\" Mark=?"
            """.trimIndent(),
        )
        MockAws.start().use { aws ->
            val project = aws.sam("$folder/template.yaml", mapOf("Mark" to "."))

            project.stack.name shouldBe "greetings"
            project.outputs shouldContain ("Greeting" to "Good day")
            project.outputs shouldContain ("Plain" to "Good day")
            aws.lambda.function(project.function("Greeter").name).exists shouldBe true
            shouldThrow<IllegalArgumentException> { aws.sam("$folder/template.yaml", mapOf("None" to "x")) }.message!! shouldContain
                "template.yaml has no parameter None"
        }
    }

    @Test
    fun `a wrong template is refused with file, line and SAM's words`() {
        template(greeter().replace("Handler:", "Handle:"))
        MockAws.start().use { aws ->
            val refused = shouldThrow<IllegalArgumentException> { aws.sam("$folder/template.yaml") }

            refused.message shouldBe
                "template.yaml:3:3 Resource with id [Greeter] is invalid. property Handle not defined for resource of type " +
                "AWS::Serverless::Function"
        }
    }

    @Test
    fun `a changed template is deployed anew, and what a table has stays`() {
        template(greeter() + TABLE)
        MockAws.start().use { aws ->
            val project = aws.sam("$folder/template.yaml")
            val table = project.stack.resources.getValue("Greetings")
            aws.javaSdk.configure(DynamoDbClient.builder()).build().use { db ->
                db.putItem { it.tableName(table).item(mapOf("id" to AttributeValue.fromS("1"))) }
                project.update() shouldBe false

                template(greeter(path = "/good-day/{name}") + TABLE + "  Inbox: {Type: AWS::SQS::Queue}\n")
                project.update() shouldBe true

                project.api.get("/good-day/Ada").body shouldBe "Hello, Ada!"
                project.api.get("/hello/Ada").status shouldBe 403
                ("Inbox" in project.stack.resources) shouldBe true
                db.getItem { it.tableName(table).key(mapOf("id" to AttributeValue.fromS("1"))) }.hasItem() shouldBe true

                template(greeter())
                project.update() shouldBe true

                ("Greetings" in project.stack.resources) shouldBe false
                db.listTables().tableNames() shouldBe emptyList<String>()
            }
        }
    }

    @Test
    fun `a script in Python is run where it lies, and anew when it changes`() {
        assumeTrue(System.getenv("PATH").split(':').any { Files.isExecutable(Path.of(it, "python3")) })
        (folder / "src").createDirectories()
        fun script(text: String) =
            (folder / "src/app.py").writeText("def handler(event, context):\n    return {'statusCode': 200, 'body': '$text'}\n")
        script("one")
        template(greeter(code = "src/", handler = "app.handler", runtime = "python3.12"))
        MockAws.start().use { aws ->
            val api = aws.sam("$folder/template.yaml").api
            api.get("/hello/x").body shouldBe "one"
            script("another")
            api.get("/hello/x").body shouldBe "another"
        }
    }

    @Test
    fun `what is missing is told with what to change`() {
        (folder / "src").createDirectories()
        template(greeter(code = "src", handler = "app.handler", runtime = "python3.12"))
        MockAws.start().use { aws ->
            aws.sam("$folder/template.yaml").problems shouldContainExactly
                listOf(
                    "Greeter: its Handler app.handler names the file app.py, which is not in $folder/src. Build the project, or correct " +
                        "Handler or CodeUri",
                )
        }
    }

    /** Of the test's class path. */
    class Greets {
        /** Greets who is in the path. */
        fun handleRequest(event: Map<String, Any?>): Map<String, Any?> {
            val name = (event["pathParameters"] as Map<*, *>)["name"]
            return mapOf("statusCode" to 200, "body" to "Hello, $name!")
        }
    }

    private fun template(text: String) = (folder / "template.yaml").writeText("Transform: AWS::Serverless-2016-10-31\n" + text)

    private fun greeter(
        type: String = "Api",
        path: String = "/hello/{name}",
        environment: String = "{}",
        code: String = ".",
        handler: String = "${Greets::class.java.name}::handleRequest",
        runtime: String = "java21",
    ) = """
        |Resources:
        |  Greeter:
        |    Type: AWS::Serverless::Function
        |    Properties:
        |      CodeUri: $code
        |      Handler: $handler
        |      Runtime: $runtime
        |      Timeout: 30
        |      Environment: {Variables: $environment}
        |      Events:
        |        Hello: {Type: $type, Properties: {Path: "$path", Method: get}}
        |
    """.trimMargin()

    private companion object {
        const val TABLE = "  Greetings: {Type: AWS::Serverless::SimpleTable}\n"
    }
}
