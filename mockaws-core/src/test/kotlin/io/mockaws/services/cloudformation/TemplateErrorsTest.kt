package io.mockaws.services.cloudformation

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test

/** What AWS says of templates that are none, as LocalStack has recorded it in tests/aws/services/cloudformation. */
class TemplateErrorsTest {
    @Test
    fun `templates are refused in AWS's words`() = runTest {
        mockAws {
            stacks.use { client ->
                for ((template, words) in REFUSED) {
                    withClue(template) {
                        refusal { client.create("s", template) } shouldBe
                            "ValidationError: $words"
                    }
                }
                client.listStacks().stackSummaries().size shouldBe 0
            }
        }
    }

    @Test
    fun `parameters are checked`() = runTest {
        mockAws {
            stacks.use { client ->
                for ((parameter, given, words) in PARAMETERS) {
                    val template = "Parameters:\n  P: $parameter\nResources: { T: { Type: AWS::SNS::Topic } }"
                    withClue(parameter) {
                        refusal { client.create("s", template) { given?.let { parameters(parameter(it.first, it.second)) } } } shouldBe
                            "ValidationError: $words"
                    }
                }
            }
        }
    }

    private companion object {
        const val TOPIC = "Resources: { T: { Type: AWS::SNS::Topic"

        val REFUSED =
            listOf(
                "{}" to "Template format error: At least one Resources member must be defined.",
                "just text" to "Template format error: unsupported structure.",
                """{"Resources": {}""" to "Template format error: JSON not well-formed. (line 1, column 17)",
                "Resources: { T: { Properties: {} } }" to
                    "Template format error: [/Resources/T] Every Resources object must contain a Type member.",
                "Resources: { T: text }" to "Template format error: Any Resources member must be an object.",
                "$TOPIC, Invalid: 1 } }" to "Invalid template resource property 'Invalid'",
                "$TOPIC } }\nNonsense: {}" to "Invalid template property or properties [Nonsense]",
                "$TOPIC, Properties: { TopicName: !Ref Nobody } } }" to
                    "Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template",
                "$TOPIC, DependsOn: Nobody } }" to
                    "Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template",
                "$TOPIC } }\nOutputs: { O: { Value: !Ref Nobody } }" to
                    "Unresolved resource dependencies [Nobody] in the Outputs block of the template",
                "$TOPIC, Properties: { TopicName: !GetAtt Nobody.Arn } } }" to
                    "Template error: instance of Fn::GetAtt references undefined resource Nobody",
                "$TOPIC } }\nOutputs: { O: {} }" to "Template format error: Every Outputs member must contain a Value object",
                "$TOPIC } }\nOutputs: { O: { Value: } }" to "[/Outputs/O/Value] 'null' values are not allowed in templates",
                "Resources: { A: { Type: AWS::No::Thing } }" to "Template format error: Unrecognized resource types: [AWS::No::Thing]",
                "Resources: { A-b: { Type: AWS::SNS::Topic } }" to "Template format error: Resource name A-b is non alphanumeric.",
                "Resources:\n  A: { Type: AWS::SNS::Topic, DependsOn: B }\n  B: { Type: AWS::SNS::Topic, DependsOn: A }\n" to
                    "Circular dependency between resources: [A, B]",
                "$TOPIC } }\nMappings: { M: text }" to "Template format error: Every Mappings member M must be a map",
            )

        val PARAMETERS =
            listOf(
                Triple("{ Type: String }", null, "Parameters: [P] must have values"),
                Triple("{ Type: String }", "Q" to "a", "Parameters: [Q] do not exist in the template"),
                Triple("{ Type: Number }", "P" to "a", "Parameter 'P' must be a number."),
                Triple("{ Type: String, AllowedValues: [a, b] }", "P" to "c", "Parameter 'P' must be one of AllowedValues"),
                Triple("{ Type: String, AllowedPattern: '[a-z]+' }", "P" to "1", "Parameter 'P' must match pattern [a-z]+"),
                Triple("{ Type: String, MinLength: 3 }", "P" to "ab", "Parameter 'P' must contain at least 3 characters"),
                Triple("{ Type: Nothing }", "P" to "ab", "Template format error: Unrecognized parameter type: Nothing"),
            )
    }
}
