package io.mockaws.services.cloudformation

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.maps.shouldContainAll
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.apigateway.ApiGatewayClient
import software.amazon.awssdk.services.cloudformation.CloudFormationClient

/** What LocalStack recorded of AWS, in tests/aws/services/cloudformation; each test names the recording. */
class RecordedStacksTest {
    private fun withStacks(test: MockAws.(CloudFormationClient) -> Unit) =
        MockAws.start { it.intercept(false) }.use { aws -> aws.stacks.use { aws.test(it) } }

    // engine/test_conditions.py: test_dependent_ref, test_dependent_get_att
    @Test
    fun `a resource cannot need one that is not wanted, but for a branch that is not chosen`() =
        withStacks { client ->
            val template =
                """
                Conditions: { Never: !Equals [a, b] }
                Resources:
                  Topic: { Type: AWS::SNS::Topic, Condition: Never }
                  Parameter: { Type: AWS::SSM::Parameter, Properties: { Name: p, Type: String, Value: %s } }
                """
            for (value in listOf("!Ref Topic", "!GetAtt Topic.TopicName", "!Sub 'a \${Topic}'")) {
                refusal { client.create("s", template.format(value)) } shouldBe
                    "ValidationError: Template format error: Unresolved resource dependencies [Topic] in the Resources block of the " +
                    "template"
            }
            client.create("s", template.format("!If [Never, !Ref Topic, none]"))
            client.stack("s").stackStatusAsString() shouldBe "CREATE_COMPLETE"
        }

    // engine/test_mappings.py: test_mapping_with_nonexisting_key; engine/test_conditions.py: test_validate_equals_args_len
    @Test
    fun `a mapping that leads nowhere and a condition that makes no sense are refused before anything is made`() =
        withStacks { client ->
            refusal {
                client.create(
                    "s",
                    """
                    Mappings: { M: { A: { Name: a } } }
                    Resources: { T: { Type: AWS::SNS::Topic, Properties: { TopicName: !FindInMap [M, C, Name] } } }
                    """,
                )
            } shouldBe "ValidationError: Template error: Unable to get mapping for M::C::Name"
            refusal {
                client.create("s", "Conditions: { C: { 'Fn::Equals': [a] } }\nResources: { T: { Type: AWS::SNS::Topic } }")
            } shouldBe "ValidationError: Template error: every Fn::Equals object requires a list of 2 string parameters."
        }

    // resources/test_apigateway.py: test_serverless_like_deployment_stage_survives_update, test_update_apigateway_stage
    @Test
    fun `a stage survives the deployment that made it, and APIs tell of their stack`() =
        withStacks { client ->
            fun template(deployment: String) =
                """
                Resources:
                  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: a } }
                  Get:
                    Type: AWS::ApiGateway::Method
                    Properties:
                      { RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: GET, AuthorizationType: NONE,
                        Integration: { Type: MOCK } }
                  $deployment:
                    { Type: AWS::ApiGateway::Deployment, DependsOn: Get, Properties: { RestApiId: !Ref Api, StageName: prod } }
                """
            val id = client.create("s", template("First"))
            client.update("s", template("Second"))
            client.stack("s").stackStatusAsString() shouldBe "UPDATE_COMPLETE"
            javaSdk.configure(ApiGatewayClient.builder()).build().use { apis ->
                val api = apis.getRestApis().items().single()
                apis.getStages { it.restApiId(api.id()) }.item().map { it.stageName() } shouldContainExactly listOf("prod")
                api.tags() shouldContainAll
                    mapOf(
                        "aws:cloudformation:stack-name" to "s",
                        "aws:cloudformation:stack-id" to id,
                        "aws:cloudformation:logical-id" to "Api",
                    )
                client.deleteStack { it.stackName("s") }
                apis.getRestApis().items().size shouldBe 0
            }
        }
}
