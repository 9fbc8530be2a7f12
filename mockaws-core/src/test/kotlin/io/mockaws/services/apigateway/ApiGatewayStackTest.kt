package io.mockaws.services.apigateway

import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import org.junit.jupiter.api.Test

/** APIs as stacks make them: the same calls, so the same APIs. */
class ApiGatewayStackTest {
    private fun template(function: String) =
        """
        Resources:
          Rest:
            Type: AWS::ApiGateway::RestApi
            Properties: { Name: rest }
          Hello:
            Type: AWS::ApiGateway::Resource
            Properties: { RestApiId: !Ref Rest, ParentId: !GetAtt Rest.RootResourceId, PathPart: hello }
          Get:
            Type: AWS::ApiGateway::Method
            Properties:
              RestApiId: !Ref Rest
              ResourceId: !Ref Hello
              HttpMethod: GET
              AuthorizationType: NONE
              Integration: { Type: AWS_PROXY, IntegrationHttpMethod: POST, Uri: "${uriOf(function)}" }
          Options:
            Type: AWS::ApiGateway::Method
            Properties:
              RestApiId: !Ref Rest
              ResourceId: !Ref Hello
              HttpMethod: OPTIONS
              AuthorizationType: NONE
              MethodResponses: [{ StatusCode: 204, ResponseParameters: { method.response.header.Access-Control-Allow-Origin: true } }]
              Integration:
                Type: MOCK
                RequestTemplates: { application/json: '{"statusCode": 204}' }
                IntegrationResponses:
                  - { StatusCode: 204, ResponseParameters: { method.response.header.Access-Control-Allow-Origin: "'*'" } }
          Deployment:
            Type: AWS::ApiGateway::Deployment
            DependsOn: [Get, Options]
            Properties: { RestApiId: !Ref Rest, StageName: one }
          Two:
            Type: AWS::ApiGateway::Stage
            Properties: { RestApiId: !Ref Rest, DeploymentId: !Ref Deployment, StageName: two, Variables: { a: b } }
          Described:
            Type: AWS::ApiGateway::RestApi
            Properties:
              Body:
                openapi: 3.0.1
                info: { title: described, version: "1" }
                paths:
                  /it:
                    get:
                      responses: {}
                      x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: POST, uri: "${uriOf(function)}" }
          DescribedDeployment:
            Type: AWS::ApiGateway::Deployment
            Properties: { RestApiId: !Ref Described, StageName: prod }
          Http:
            Type: AWS::ApiGatewayV2::Api
            Properties: { Name: http, ProtocolType: HTTP }
          Integration:
            Type: AWS::ApiGatewayV2::Integration
            Properties: { ApiId: !Ref Http, IntegrationType: AWS_PROXY, IntegrationUri: "$function", PayloadFormatVersion: "2.0" }
          Route:
            Type: AWS::ApiGatewayV2::Route
            Properties: { ApiId: !Ref Http, RouteKey: "GET /items/{id}", Target: !Sub "integrations/${'$'}{Integration}" }
          Stage:
            Type: AWS::ApiGatewayV2::Stage
            Properties: { ApiId: !Ref Http, StageName: ${'$'}default, AutoDeploy: true }
        """.trimIndent()

    @Test
    fun `a stack makes APIs that answer, and takes them away`() {
        MockAws.start().use { aws ->
            val function =
                aws.lambda.function("fn") { event -> mapOf("statusCode" to 200, "body" to "${event.at("path") ?: event.at("rawPath")}") }
            val stack = aws.cloudFormation.deployText("apis", template(function.arn))
            aws.apiGateway.api("rest").stage("two").get("/hello").body shouldBe "\"/hello\""
            val preflight = aws.apiGateway.api("rest").stage("one").request("OPTIONS", "/hello")
            preflight.status shouldBe 204
            preflight.header("Access-Control-Allow-Origin") shouldBe "*"
            aws.apiGateway.api("described").get("/it").body shouldBe "\"/it\""
            aws.apiGateway.api("http").get("/items/1").body shouldBe "\"/items/1\""
            stack.delete()
            aws.apiGateway.apis().size shouldBe 0
        }
    }
}
