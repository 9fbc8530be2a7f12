package io.mockaws.services.lambda.op

import io.mockaws.kit.Arn
import io.mockaws.kit.Paging
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.function.Runtimes
import io.mockaws.services.lambda.layer.LayerRecord
import io.mockaws.services.lambda.layer.LayerVersion
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.services.lambda.state.LayerName
import io.mockaws.services.lambda.state.layer
import io.mockaws.services.lambda.state.layerOrNull
import io.mockaws.services.lambda.state.layerVersionByArn
import io.mockaws.services.lambda.state.layers
import io.mockaws.services.lambda.state.put
import io.mockaws.services.lambda.state.putCode
import io.mockaws.services.lambda.state.removeUnusedCode
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

@Serializable
internal data class LayerVersionContentInput(
    val s3Bucket: String? = null,
    val s3Key: String? = null,
    val s3ObjectVersion: String? = null,
    val zipFile: Blob? = null,
)

@Serializable
internal data class LayerVersionContentOutput(
    val location: String,
    val codeSha256: String,
    val codeSize: Long,
)

@Serializable
internal data class PublishLayerVersionRequest(
    val layerName: String,
    val content: LayerVersionContentInput,
    val description: String? = null,
    val compatibleRuntimes: List<String>? = null,
    val licenseInfo: String? = null,
    val compatibleArchitectures: List<String>? = null,
)

/** Also the answer to GetLayerVersion. */
@Serializable
internal data class PublishLayerVersionResponse(
    val content: LayerVersionContentOutput,
    val layerArn: String,
    val layerVersionArn: String,
    val description: String,
    val createdDate: String,
    val version: Long,
    val compatibleRuntimes: List<String>?,
    val licenseInfo: String?,
    val compatibleArchitectures: List<String>?,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html */
internal suspend fun publishLayerVersion(
    request: PublishLayerVersionRequest,
    call: LambdaCall,
): PublishLayerVersionResponse {
    val (name, at) = call.layer(request.layerName)
    val unknown = request.compatibleRuntimes.orEmpty().filterNot(Runtimes::isKnown)
    if (unknown.isNotEmpty()) {
        throw LambdaFaults.validation(
            "1 validation error detected: Value '[${request.compatibleRuntimes!!.joinToString()}]' at " +
                "'compatibleRuntimes' failed to satisfy constraint: Member must satisfy enum value set: " +
                "[${Runtimes.supported.joinToString()}]",
        )
    }
    val content = request.content
    val given = FunctionCode(content.zipFile, content.s3Bucket, content.s3Key, content.s3ObjectVersion)
    val code = localCode(given)?.let { uploaded(it.zipped()) } ?: call.uploaded(given)
    return at.state.write {
        val before = layers[name.name] ?: LayerRecord(name.name, name.arn)
        val version =
            LayerVersion(
                before.nextNumber,
                name.arnOf(before.nextNumber),
                code.sha256,
                code.size,
                call.now(),
                request.description.orEmpty(),
                request.compatibleRuntimes,
                request.compatibleArchitectures,
                request.licenseInfo,
            )
        code.zip?.let { putCode(code.sha256, it) }
        put(before.copy(versions = before.versions + version, nextNumber = before.nextNumber + 1))
        version.shown()
    }
}

private fun LayerVersion.shown(): PublishLayerVersionResponse {
    val layer = arn.substringBeforeLast(':')
    val place = Arn.parse(arn)!!.place
    val location =
        "https://awslambda-${place.region}-layers.s3.${place.region}.amazonaws.com/snapshots/${place.account}/" +
            "${layer.substringAfterLast(':')}-$number"
    return PublishLayerVersionResponse(
        LayerVersionContentOutput(location, codeSha256, codeSize),
        layer,
        arn,
        description,
        createdAt.shown(),
        number,
        runtimes,
        license,
        architectures,
    )
}

@Serializable
internal data class LayerVersionRequest(
    val layerName: String,
    val versionNumber: Long,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersion.html */
internal fun getLayerVersion(
    request: LayerVersionRequest,
    call: LambdaCall,
): PublishLayerVersionResponse {
    checkNumber(request.versionNumber)
    val name = LayerName.parse(request.layerName, call.place)
    return call.layerOrNull(name)?.version(request.versionNumber)?.shown() ?: throw LambdaFaults.noResource()
}

private fun checkNumber(number: Long) {
    if (number < 1) throw LambdaFaults.invalid("Layer Version Cannot be less than 1")
}

@Serializable
internal data class GetLayerVersionByArnRequest(
    val arn: String,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionByArn.html */
internal fun getLayerVersionByArn(
    request: GetLayerVersionByArnRequest,
    call: LambdaCall,
): PublishLayerVersionResponse = call.layerVersionByArn(request.arn)?.shown() ?: throw LambdaFaults.noResource()

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteLayerVersion.html */
internal fun deleteLayerVersion(
    request: LayerVersionRequest,
    call: LambdaCall,
) {
    checkNumber(request.versionNumber)
    val (name, at) = call.layer(request.layerName)
    at.state.write {
        val layer = layers[name.name] ?: return@write
        val version = layer.version(request.versionNumber) ?: return@write
        put(layer.copy(versions = layer.versions - version))
        removeUnusedCode(listOf(version.codeSha256))
    }
}

@Serializable
internal data class LayerVersionsListItem(
    val layerVersionArn: String,
    val version: Long,
    val description: String,
    val createdDate: String,
    val compatibleRuntimes: List<String>?,
    val licenseInfo: String?,
    val compatibleArchitectures: List<String>?,
)

private fun LayerVersion.listed() =
    LayerVersionsListItem(arn, number, description, createdAt.shown(), runtimes, license, architectures)

private fun LayerVersion.suits(
    runtime: String?,
    architecture: String?,
) = (runtime == null || runtime in runtimes.orEmpty()) &&
    (architecture == null || architecture in architectures.orEmpty())

@Serializable
internal data class ListLayerVersionsRequest(
    val layerName: String,
    val compatibleRuntime: String? = null,
    val marker: String? = null,
    val maxItems: Int? = null,
    val compatibleArchitecture: String? = null,
)

@Serializable
internal data class ListLayerVersionsResponse(
    val nextMarker: String?,
    val layerVersions: List<LayerVersionsListItem>,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListLayerVersions.html */
internal fun listLayerVersions(
    request: ListLayerVersionsRequest,
    call: LambdaCall,
): ListLayerVersionsResponse {
    val name = LayerName.parse(request.layerName, call.place)
    val all =
        call.layerOrNull(name)?.versions.orEmpty().reversed()
            .filter { it.suits(request.compatibleRuntime, request.compatibleArchitecture) }
    val query = listOf(name.arn, request.compatibleRuntime, request.compatibleArchitecture)
    val page = Paging(query, LayerVersion::arn, ::badMarker).page(all, pageSize(request.maxItems), request.marker)
    return ListLayerVersionsResponse(page.nextToken, page.items.map { it.listed() })
}

@Serializable
internal data class ListLayersRequest(
    val compatibleRuntime: String? = null,
    val marker: String? = null,
    val maxItems: Int? = null,
    val compatibleArchitecture: String? = null,
)

@Serializable
internal data class ListLayersResponse(
    val nextMarker: String?,
    val layers: List<LayersListItem>,
)

@Serializable
internal data class LayersListItem(
    val layerName: String,
    val layerArn: String,
    val latestMatchingVersion: LayerVersionsListItem,
)

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListLayers.html */
internal fun listLayers(
    request: ListLayersRequest,
    call: LambdaCall,
): ListLayersResponse {
    val all =
        call.state.now.layers.values.sortedBy { it.name }.mapNotNull { layer ->
            layer.versions.lastOrNull { it.suits(request.compatibleRuntime, request.compatibleArchitecture) }
                ?.let { LayersListItem(layer.name, layer.arn, it.listed()) }
        }
    val query = listOf(request.compatibleRuntime, request.compatibleArchitecture)
    val page = Paging(
        query,
        LayersListItem::layerName,
        ::badMarker
    ).page(all, pageSize(request.maxItems), request.marker)
    return ListLayersResponse(page.nextToken, page.items)
}
