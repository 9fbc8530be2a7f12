package io.mockaws.services.lambda

import io.mockaws.derive.derivedOperation
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.World
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.operation
import io.mockaws.model.ServiceShapes
import io.mockaws.services.lambda.function.LambdaLimits
import io.mockaws.services.lambda.op.addLayerVersionPermission
import io.mockaws.services.lambda.op.addPermission
import io.mockaws.services.lambda.op.createAlias
import io.mockaws.services.lambda.op.createEventSourceMapping
import io.mockaws.services.lambda.op.createFunction
import io.mockaws.services.lambda.op.createFunctionUrlConfig
import io.mockaws.services.lambda.op.deleteAlias
import io.mockaws.services.lambda.op.deleteEventSourceMapping
import io.mockaws.services.lambda.op.deleteFunction
import io.mockaws.services.lambda.op.deleteFunctionCodeSigningConfig
import io.mockaws.services.lambda.op.deleteFunctionConcurrency
import io.mockaws.services.lambda.op.deleteFunctionEventInvokeConfig
import io.mockaws.services.lambda.op.deleteFunctionUrlConfig
import io.mockaws.services.lambda.op.deleteLayerVersion
import io.mockaws.services.lambda.op.deleteProvisionedConcurrencyConfig
import io.mockaws.services.lambda.op.getAccountSettings
import io.mockaws.services.lambda.op.getAlias
import io.mockaws.services.lambda.op.getEventSourceMapping
import io.mockaws.services.lambda.op.getFunction
import io.mockaws.services.lambda.op.getFunctionCodeSigningConfig
import io.mockaws.services.lambda.op.getFunctionConcurrency
import io.mockaws.services.lambda.op.getFunctionConfiguration
import io.mockaws.services.lambda.op.getFunctionEventInvokeConfig
import io.mockaws.services.lambda.op.getFunctionRecursionConfig
import io.mockaws.services.lambda.op.getFunctionUrlConfig
import io.mockaws.services.lambda.op.getLayerVersion
import io.mockaws.services.lambda.op.getLayerVersionByArn
import io.mockaws.services.lambda.op.getLayerVersionPolicy
import io.mockaws.services.lambda.op.getPolicy
import io.mockaws.services.lambda.op.getProvisionedConcurrencyConfig
import io.mockaws.services.lambda.op.getRuntimeManagementConfig
import io.mockaws.services.lambda.op.invoke
import io.mockaws.services.lambda.op.invokeAsync
import io.mockaws.services.lambda.op.invokeWithResponseStream
import io.mockaws.services.lambda.op.listAliases
import io.mockaws.services.lambda.op.listEventSourceMappings
import io.mockaws.services.lambda.op.listFunctionEventInvokeConfigs
import io.mockaws.services.lambda.op.listFunctionUrlConfigs
import io.mockaws.services.lambda.op.listFunctions
import io.mockaws.services.lambda.op.listFunctionsByCodeSigningConfig
import io.mockaws.services.lambda.op.listLayerVersions
import io.mockaws.services.lambda.op.listLayers
import io.mockaws.services.lambda.op.listProvisionedConcurrencyConfigs
import io.mockaws.services.lambda.op.listTags
import io.mockaws.services.lambda.op.listVersionsByFunction
import io.mockaws.services.lambda.op.publishLayerVersion
import io.mockaws.services.lambda.op.publishVersion
import io.mockaws.services.lambda.op.putFunctionCodeSigningConfig
import io.mockaws.services.lambda.op.putFunctionConcurrency
import io.mockaws.services.lambda.op.putFunctionEventInvokeConfig
import io.mockaws.services.lambda.op.putFunctionRecursionConfig
import io.mockaws.services.lambda.op.putProvisionedConcurrencyConfig
import io.mockaws.services.lambda.op.putRuntimeManagementConfig
import io.mockaws.services.lambda.op.removeLayerVersionPermission
import io.mockaws.services.lambda.op.removePermission
import io.mockaws.services.lambda.op.tagResource
import io.mockaws.services.lambda.op.untagResource
import io.mockaws.services.lambda.op.updateAlias
import io.mockaws.services.lambda.op.updateEventSourceMapping
import io.mockaws.services.lambda.op.updateFunctionCode
import io.mockaws.services.lambda.op.updateFunctionConfiguration
import io.mockaws.services.lambda.op.updateFunctionEventInvokeConfig
import io.mockaws.services.lambda.op.updateFunctionUrlConfig
import io.mockaws.services.lambda.run.nextRead
import io.mockaws.services.lambda.run.runMapping
import io.mockaws.services.lambda.run.runQueued
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.LambdaState
import io.mockaws.services.lambda.url.INVOKE_URL
import io.mockaws.services.lambda.url.MARK
import io.mockaws.services.lambda.url.invokeFunctionUrl
import io.mockaws.services.lambda.url.urlAt
import io.mockaws.wire.PlainRequest
import io.mockaws.wire.PlainResponse
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.operationShape
import io.mockaws.wire.protocol.PlainHttp
import io.mockaws.wire.protocol.ProtocolFactory
import io.mockaws.wire.protocol.RestJson
import kotlin.time.Instant

/**
 * AWS Lambda. Functions run in this JVM, on the thread or coroutine of who invokes them.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/welcome.html
 */
internal object LambdaService : Service<LambdaState>(
    ServiceShapes.of("lambda"),
    listOf(
        ProtocolFactory { _, _ -> PlainHttp(INVOKE_URL, LambdaLimits.PAYLOAD.toLong()) { MARK in it.host } },
        // What has no route is for URLs.
        ProtocolFactory { service, operations -> RestJson(service, operations().filter { it.http != null }) },
    ),
    LambdaState.KIND,
) {
    override val checks: ModelChecks get() = LambdaChecks

    override val access: ServiceAccess<LambdaState> get() = LambdaAccess

    override val moreErrors: String get() = "400 ValidationException"

    override fun throttled(operation: String): Pair<String, String> = "TooManyRequestsException" to "Rate Exceeded."

    override val beyondModel: List<String> get() = listOf(INVOKE_URL)

    override val hasAddresses: Boolean get() = true

    override val isByAddressAlone: Boolean get() = false

    /** URLs of functions. */
    override fun claims(
        request: HttpRequest,
        world: World,
    ): Boolean = MARK in request.host || request.path.startsWith(LOCAL_URLS)

    /** `/_aws/lambda-url/{id}/...` leads where the host of the URL does. */
    override fun normalize(request: HttpRequest): HttpRequest {
        if (!request.path.startsWith(LOCAL_URLS)) return request
        val rest = request.path.removePrefix(LOCAL_URLS)
        val origin = "http://${rest.substringBefore('/')}${MARK}localhost"
        return request.copy(path = "/" + rest.substringAfter('/', ""), origin = origin)
    }

    override fun isSigned(
        request: HttpRequest,
        call: LambdaCall,
    ): Boolean = MARK !in request.host || call.urlAt(request.host)?.isOpen == false

    override val isTimed: Boolean get() = true

    override fun nextDue(
        state: LambdaState,
        world: World,
    ): Instant? = listOfNotNull(state.nextQueued, state.nextRead(world)?.second?.due).minOrNull()

    override suspend fun runDue(call: LambdaCall) {
        val queued = call.state.nextQueued
        val read = call.state.nextRead(call.world)
        if (read == null || (queued != null && queued <= read.second.due)) {
            call.runQueued()
        } else {
            call.runMapping(read.first, read.second.shard)
        }
    }

    override fun operation(name: String): Operation<LambdaState, *, *>? =
        ofFunctions(name) ?: ofAccess(name) ?: ofMappings(name) ?: ofUrls(name)

    private fun ofUrls(name: String): Operation<LambdaState, *, *>? {
        if (name != INVOKE_URL) return null
        return Operation(operationShape<PlainRequest, PlainResponse>(name), isOwn = true, handler = ::invokeFunctionUrl)
    }

    private fun ofFunctions(name: String): Operation<LambdaState, *, *>? =
        when (name) {
            "CreateAlias" -> operation(name, ::createAlias)
            "CreateFunction" -> operation(name, ::createFunction)
            "DeleteAlias" -> operation(name, ::deleteAlias)
            "DeleteFunction" -> operation(name, ::deleteFunction)
            "GetAccountSettings" -> operation(name, ::getAccountSettings)
            "GetAlias" -> operation(name, ::getAlias)
            "GetFunction" -> operation(name, ::getFunction)
            "GetFunctionConfiguration" -> operation(name, ::getFunctionConfiguration)
            "GetFunctionRecursionConfig" -> operation(name, ::getFunctionRecursionConfig)
            "GetRuntimeManagementConfig" -> operation(name, ::getRuntimeManagementConfig)
            "Invoke" -> operation(name, ::invoke)
            "InvokeAsync" -> operation(name, ::invokeAsync)
            "InvokeWithResponseStream" -> operation(name, ::invokeWithResponseStream)
            "ListAliases" -> operation(name, ::listAliases)
            "ListFunctions" -> operation(name, ::listFunctions)
            "ListTags" -> operation(name, ::listTags)
            "ListVersionsByFunction" -> operation(name, ::listVersionsByFunction)
            "PublishVersion" -> operation(name, ::publishVersion)
            "PutFunctionRecursionConfig" -> operation(name, ::putFunctionRecursionConfig)
            "PutRuntimeManagementConfig" -> operation(name, ::putRuntimeManagementConfig)
            "TagResource" -> operation(name, ::tagResource)
            "UntagResource" -> operation(name, ::untagResource)
            "UpdateAlias" -> operation(name, ::updateAlias)
            "UpdateFunctionCode" -> operation(name, ::updateFunctionCode)
            "UpdateFunctionConfiguration" -> operation(name, ::updateFunctionConfiguration)
            else -> null
        }

    private fun ofAccess(name: String): Operation<LambdaState, *, *>? =
        when (name) {
            "AddLayerVersionPermission" -> operation(name, ::addLayerVersionPermission)
            "AddPermission" -> operation(name, ::addPermission)
            "CreateFunctionUrlConfig" -> operation(name, ::createFunctionUrlConfig)
            "DeleteFunctionConcurrency" -> operation(name, ::deleteFunctionConcurrency)
            "DeleteFunctionUrlConfig" -> operation(name, ::deleteFunctionUrlConfig)
            "DeleteLayerVersion" -> operation(name, ::deleteLayerVersion)
            "DeleteProvisionedConcurrencyConfig" -> operation(name, ::deleteProvisionedConcurrencyConfig)
            "GetFunctionConcurrency" -> operation(name, ::getFunctionConcurrency)
            "GetFunctionUrlConfig" -> operation(name, ::getFunctionUrlConfig)
            "GetLayerVersion" -> operation(name, ::getLayerVersion)
            "GetLayerVersionByArn" -> operation(name, ::getLayerVersionByArn)
            "GetLayerVersionPolicy" -> operation(name, ::getLayerVersionPolicy)
            "GetPolicy" -> operation(name, ::getPolicy)
            "GetProvisionedConcurrencyConfig" -> operation(name, ::getProvisionedConcurrencyConfig)
            "ListFunctionUrlConfigs" -> operation(name, ::listFunctionUrlConfigs)
            "ListLayers" -> operation(name, ::listLayers)
            "ListLayerVersions" -> operation(name, ::listLayerVersions)
            "ListProvisionedConcurrencyConfigs" -> operation(name, ::listProvisionedConcurrencyConfigs)
            "PublishLayerVersion" -> operation(name, ::publishLayerVersion)
            "PutFunctionConcurrency" -> operation(name, ::putFunctionConcurrency)
            "PutProvisionedConcurrencyConfig" -> operation(name, ::putProvisionedConcurrencyConfig)
            "RemoveLayerVersionPermission" -> operation(name, ::removeLayerVersionPermission)
            "RemovePermission" -> operation(name, ::removePermission)
            "UpdateFunctionUrlConfig" -> operation(name, ::updateFunctionUrlConfig)
            else -> null
        }

    private fun ofMappings(name: String): Operation<LambdaState, *, *>? =
        when (name) {
            "CreateEventSourceMapping" -> operation(name, ::createEventSourceMapping)
            "DeleteEventSourceMapping" -> operation(name, ::deleteEventSourceMapping)
            "DeleteFunctionCodeSigningConfig" -> operation(name, ::deleteFunctionCodeSigningConfig)
            "DeleteFunctionEventInvokeConfig" -> operation(name, ::deleteFunctionEventInvokeConfig)
            "GetEventSourceMapping" -> operation(name, ::getEventSourceMapping)
            "GetFunctionCodeSigningConfig" -> operation(name, ::getFunctionCodeSigningConfig)
            "GetFunctionEventInvokeConfig" -> operation(name, ::getFunctionEventInvokeConfig)
            "ListEventSourceMappings" -> operation(name, ::listEventSourceMappings)
            "ListFunctionEventInvokeConfigs" -> operation(name, ::listFunctionEventInvokeConfigs)
            "ListFunctionsByCodeSigningConfig" -> operation(name, ::listFunctionsByCodeSigningConfig)
            "PutFunctionCodeSigningConfig" -> operation(name, ::putFunctionCodeSigningConfig)
            "PutFunctionEventInvokeConfig" -> operation(name, ::putFunctionEventInvokeConfig)
            "UpdateEventSourceMapping" -> operation(name, ::updateEventSourceMapping)
            "UpdateFunctionEventInvokeConfig" -> operation(name, ::updateFunctionEventInvokeConfig)
            in records -> derivedOperation("lambda", name)
            else -> null
        }

    /** What is kept and shown, and has no effect. */
    private val records =
        setOf(
            "CreateCapacityProvider", "DeleteCapacityProvider", "GetCapacityProvider", "ListCapacityProviders",
            "UpdateCapacityProvider", "CreateCodeSigningConfig", "DeleteCodeSigningConfig", "GetCodeSigningConfig",
            "ListCodeSigningConfigs", "UpdateCodeSigningConfig",
        )

    private const val LOCAL_URLS = "/_aws/lambda-url/"
}
