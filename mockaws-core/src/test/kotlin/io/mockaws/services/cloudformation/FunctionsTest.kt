package io.mockaws.services.cloudformation

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
class FunctionsTest {
    @Test
    fun `every function gives what AWS's page says`() = runTest {
        mockAws {
            ssm.parameter("/size", "7")
            ssm.secureString("/hidden", "h")
            secretsManager.secret("db", mapOf("password" to "s3cret"))
            val outputs = cloudFormation.deployText("f", TEMPLATE.trimIndent(), mapOf("Names" to "x,y,z")).outputs
            for ((name, value) in EXPECTED) withClue(name) { outputs[name] shouldBe value }
        }
    }

    @Test
    fun `loops are unrolled`() = runTest {
        mockAws {
            val stack =
                cloudFormation.deployText(
                    "loop",
                    """
                    Transform: AWS::LanguageExtensions
                    Parameters: { Names: { Type: CommaDelimitedList, Default: "a-1,b-2" } }
                    Resources:
                      Fn::ForEach::Queues:
                        - Name
                        - !Ref Names
                        - Queue&{Name}: { Type: AWS::SQS::Queue, Properties: { QueueName: !Sub "q-${'$'}{Name}" } }
                    Outputs:
                      Count: { Value: !Length [1, 2, 3] }
                      Json: { Value: !ToJsonString { a: [1, !Ref "AWS::Region"] } }
                    """.trimIndent(),
                )
            stack.resources.keys shouldBe setOf("Queuea1", "Queueb2")
            queueNames() shouldBe listOf("q-a-1", "q-b-2")
            stack.outputs shouldBe mapOf("Count" to "3", "Json" to """{"a":[1,"us-east-1"]}""")
        }
    }

    @Test
    fun `a macro is a function`() = runTest {
        mockAws {
            lambda.function("twice") { event ->
                val fragment = (event as kotlinx.serialization.json.JsonObject).getValue("fragment").toString()
                kotlinx.serialization.json.Json.parseToJsonElement(
                    """{"status":"success","fragment":${fragment.replace("NAME", "made")}}"""
                )
            }
            cloudFormation.deployText(
                "macros",
                "Resources: { M: { Type: AWS::CloudFormation::Macro, Properties: { Name: Twice, FunctionName: twice } } }"
            )
            cloudFormation.deployText(
                "user",
                "Transform: [Twice]\nResources: { Q: { Type: AWS::SQS::Queue, Properties: { QueueName: NAME } } }"
            )
            queueNames() shouldBe listOf("made")
        }
    }

    private companion object {
        val EXPECTED =
            mapOf(
                "Join" to "a:b:x",
                "Select" to "y",
                "Split" to "b",
                "Base" to "aGk=",
                "Cidr" to "10.0.0.0/24,10.0.1.0/24",
                "Zone" to "us-east-1b",
                "Map" to "ami-1",
                "Default" to "none",
                "If" to "big",
                "Sub" to "x,y,z in 123456789012 or \${literal} own f.fifo",
                "Stored" to "7",
                "Secret" to "s3cret",
                "Dynamic" to "7",
                "Plain" to "7",
                "Pseudo" to "aws amazonaws.com",
            )

        const val TEMPLATE =
            """
            Parameters:
              Names: { Type: CommaDelimitedList }
              Size: { Type: "AWS::SSM::Parameter::Value<String>", Default: /size }
            Mappings:
              Images: { us-east-1: { small: ami-1 } }
            Conditions:
              IsBig: !And [!Equals [!Ref Size, "7"], !Not [!Equals [a, b]]]
              Either: !Or [!Condition IsBig, !Equals [a, b]]
            Resources:
              Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: f.fifo, FifoQueue: true } }
            Outputs:
              Join: { Value: !Join [":", [a, b, !Select [0, !Ref Names]]] }
              Select: { Value: !Select ["1", !Ref Names] }
              Split: { Value: !Select [1, !Split ["-", a-b]] }
              Base: { Value: !Base64 hi }
              Cidr: { Value: !Join [",", !Cidr [10.0.0.0/16, 2, 8]] }
              Zone: { Value: !Select [1, !GetAZs ""] }
              Map: { Value: !FindInMap [Images, !Ref "AWS::Region", small] }
              Default: { Value: !FindInMap [Images, nowhere, small, { DefaultValue: none }] }
              If: { Value: !If [Either, big, small] }
              Sub: { Value: !Sub ["${'$'}{All} in ${'$'}{AWS::AccountId} or ${'$'}{!literal} ${'$'}{Own} ${'$'}{Queue.QueueName}", { Own: own, All: !Join [",", !Ref Names] }] }
              Stored: { Value: !Ref Size }
              Secret: { Value: "{{resolve:secretsmanager:db:SecretString:password}}" }
              Dynamic: { Value: "{{resolve:ssm:/size:1}}" }
              Plain:
                Value:
                  Fn::Sub: ${'$'}{Size}
              Pseudo: { Value: !Sub "${'$'}{AWS::Partition} ${'$'}{AWS::URLSuffix}" }
            """
    }
}
