package io.mockaws.services.apigateway.execute

import io.mockaws.iam.AccessRequest
import io.mockaws.iam.ConditionKeys
import io.mockaws.iam.Match
import io.mockaws.iam.PolicyDocument
import io.mockaws.iam.Principal
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.flag
import io.mockaws.services.apigateway.state.list
import io.mockaws.services.apigateway.state.text

/** Whether a request to a REST API may go on: the API's policy, the method's authorizer, keys and throttles. */
internal object RestAccess {
    /** @throws Refusal where it may not */
    fun admit(invocation: Invocation) {
        val method = invocation.method
        checkPolicy(invocation)
        when (method.text("authorizationType")) {
            "AWS_IAM" -> SignedCaller.admit(invocation) { Refusal.missingToken() }

            "CUSTOM" -> LambdaAuthorizer.rest(invocation, authorizerOf(method, invocation))

            "COGNITO_USER_POOLS" -> {
                val scopes = method.list("authorizationScopes")
                TokenAuthorizer.cognito(invocation, authorizerOf(method, invocation), scopes)
            }
        }
        if (method.flag("apiKeyRequired")) UsageControl.checkKey(invocation)
        UsageControl.checkStage(invocation)
    }

    private fun authorizerOf(
        method: Members,
        invocation: Invocation,
    ): Members =
        invocation.definition[Part.AUTHORIZER][method.text("authorizerId")]
            ?: throw Refusal.configuration("The authorizer is gone")

    /** An API with a policy answers only whom that lets in; signed requests are judged by the caller's own policies. */
    private fun checkPolicy(invocation: Invocation) {
        val text = invocation.definition.members.text("policy") ?: return
        if (invocation.method.text("authorizationType") == "AWS_IAM") return
        // Policies of APIs may name resources in short: execute-api:/stage/GET/pets.
        val arn = invocation.methodArn()
        val api = arn.substringBefore('/')
        val document = PolicyDocument.of(text.replace("\"execute-api:/", "\"$api/"))
        val keys =
            ConditionKeys { key ->
                when (key.lowercase()) {
                    "aws:sourceip" -> listOf(invocation.request.sourceIp)
                    "aws:useragent" -> listOfNotNull(invocation.request.userAgent)
                    "aws:securetransport" -> listOf("true")
                    else -> null
                }
            }
        val request = AccessRequest(Principal.ANONYMOUS, Verdict.INVOKE, arn, keys)
        val fitting =
            document.statements.filter { it.match(Principal.ANONYMOUS) != Match.NONE && it.isAbout(request) }
        val who = "User: anonymous is not authorized to perform: execute-api:Invoke on resource: $arn"
        if (fitting.any { !it.isAllow }) throw Refusal.denied("$who with an explicit deny")
        if (fitting.none { it.isAllow }) throw Refusal.denied(who)
    }
}

/** Whether a request to an HTTP API may go on. */
internal object HttpAccess {
    /** @throws Refusal where it may not */
    fun admit(invocation: Invocation) {
        val route = invocation.method
        val authorizer = invocation.definition[Part.AUTHORIZER][route.text("AuthorizerId")].orEmpty()
        when (route.text("AuthorizationType")) {
            "AWS_IAM" -> SignedCaller.admit(invocation) { Refusal.denied("Forbidden") }
            "CUSTOM" -> LambdaAuthorizer.http(invocation, authorizer)
            "JWT" -> TokenAuthorizer.jwt(invocation, authorizer, route.list("AuthorizationScopes"))
        }
    }
}

/** Who signs requests, where a method wants that (`AWS_IAM`). The signature itself is the engine's to verify. */
internal object SignedCaller {
    private val ACCESS_KEY = Regex("Credential=([A-Za-z0-9]+)/")

    /** @param missing what is said to who has not signed */
    fun admit(
        invocation: Invocation,
        missing: () -> Refusal,
    ) {
        // A service that calls by its target's role signs as such.
        if (invocation.call.principal != null) return
        val header = invocation.request.headers["Authorization"].orEmpty()
        val query = invocation.request.multiQuery()["X-Amz-Credential"]?.firstOrNull()?.substringBefore('/')
        val key = ACCESS_KEY.find(header)?.groupValues?.get(1) ?: query ?: throw missing()
        val arn = invocation.methodArn()
        val refusal = invocation.call.permissions?.refusal(Verdict.INVOKE, arn)
        if (refusal != null) throw Refusal.denied(refusal.error.message.orEmpty())
        val caller = invocation.call.caller
        invocation.identity["accessKey"] = key
        invocation.identity["accountId"] = caller.account
        invocation.identity["caller"] = caller.userId
        invocation.identity["user"] = caller.userId
        invocation.identity["userArn"] = caller.arn
    }
}
