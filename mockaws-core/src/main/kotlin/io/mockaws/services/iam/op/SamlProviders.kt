package io.mockaws.services.iam.op

import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import io.mockaws.services.iam.account.SamlProvider
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.SAML_PROVIDERS
import io.mockaws.services.iam.state.iamArn
import io.mockaws.services.iam.state.second
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.days
import kotlin.time.Instant

@Serializable
internal data class CreateSamlProviderRequest(
    val name: String,
    val samlMetadataDocument: String,
    val tags: List<Tag> = emptyList(),
    val assertionEncryptionMode: String? = null,
    val addPrivateKey: String? = null,
)

@Serializable
internal data class CreateSamlProviderResponse(
    val samlProviderArn: String,
    val tags: List<Tag>?,
)

/** The document is kept and not read. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html */
internal fun createSamlProvider(
    request: CreateSamlProviderRequest,
    call: IamCall,
): CreateSamlProviderResponse {
    val now = call.second()
    val provider =
        SamlProvider(
            arn = call.iamArn("saml-provider/${request.name}"),
            name = request.name,
            document = request.samlMetadataDocument,
            createdAt = now,
            validUntil = now + VALIDITY.days,
            uuid = "SAMLSP" + call.ids.capitals(UUID),
            tags = tagged(emptyMap(), request.tags),
            assertionEncryption = request.assertionEncryptionMode,
            privateKeys = if (request.addPrivateKey == null) emptyMap() else mapOf(call.newKeyId() to now),
        )
    call.state.write {
        if (provider.arn in this[SAML_PROVIDERS]) {
            throw IamFaults.exists("The SAML Provider ${request.name} already exists.")
        }
        if (this[SAML_PROVIDERS].size >= PROVIDERS) throw IamFaults.quota("SAMLProvidersPerAccount", PROVIDERS)
        this[SAML_PROVIDERS, provider.arn] = provider
    }
    return CreateSamlProviderResponse(provider.arn, tagsView(provider.tags))
}

private fun IamCall.newKeyId(): String = ids.capitals(KEY_ID)

private fun Tables.samlProvider(arn: String): SamlProvider =
    this[SAML_PROVIDERS][arn] ?: throw IamFaults.noSuch("Manifest not found for arn $arn")

private fun IamCall.changeSaml(
    arn: String,
    change: TableWriter.(SamlProvider) -> SamlProvider,
) {
    state.write { this[SAML_PROVIDERS, arn] = change(samlProvider(arn)) }
}

@Serializable
internal data class SamlProviderArnRequest(
    val samlProviderArn: String,
)

@Serializable
internal data class GetSamlProviderResponse(
    val samlProviderUuid: String,
    val samlMetadataDocument: String,
    val createDate: Instant,
    val validUntil: Instant,
    val tags: List<Tag>?,
    val assertionEncryptionMode: String?,
    val privateKeyList: List<SamlPrivateKey>?,
)

@Serializable
internal data class SamlPrivateKey(
    val keyId: String,
    val timestamp: Instant,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSAMLProvider.html */
internal fun getSamlProvider(
    request: SamlProviderArnRequest,
    call: IamCall,
): GetSamlProviderResponse {
    val found = call.state.now.samlProvider(request.samlProviderArn)
    return GetSamlProviderResponse(
        found.uuid,
        found.document,
        found.createdAt,
        found.validUntil,
        tagsView(found.tags),
        found.assertionEncryption,
        found.privateKeys.map { (id, at) -> SamlPrivateKey(id, at) }.ifEmpty { null },
    )
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSAMLProvider.html */
internal fun deleteSamlProvider(
    request: SamlProviderArnRequest,
    call: IamCall,
) {
    call.state.write { remove(SAML_PROVIDERS, samlProvider(request.samlProviderArn).arn) }
}

@Serializable
internal data class UpdateSamlProviderRequest(
    val samlProviderArn: String,
    val samlMetadataDocument: String? = null,
    val assertionEncryptionMode: String? = null,
    val addPrivateKey: String? = null,
    val removePrivateKey: String? = null,
)

@Serializable
internal data class UpdateSamlProviderResponse(
    val samlProviderArn: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html */
internal fun updateSamlProvider(
    request: UpdateSamlProviderRequest,
    call: IamCall,
): UpdateSamlProviderResponse {
    val now = call.second()
    call.changeSaml(request.samlProviderArn) { found ->
        if (request.removePrivateKey != null && request.removePrivateKey !in found.privateKeys) {
            throw IamFaults.noSuch("The private key ${request.removePrivateKey} cannot be found.")
        }
        val kept = found.privateKeys - setOfNotNull(request.removePrivateKey)
        val keys = if (request.addPrivateKey == null) kept else kept + (call.newKeyId() to now)
        if (keys.size > PRIVATE_KEYS) throw IamFaults.quota("PrivateKeysPerSAMLProvider", PRIVATE_KEYS)
        found.copy(
            document = request.samlMetadataDocument ?: found.document,
            assertionEncryption = request.assertionEncryptionMode ?: found.assertionEncryption,
            privateKeys = keys,
        )
    }
    return UpdateSamlProviderResponse(request.samlProviderArn)
}

@Serializable
internal data class ListSamlProvidersResponse(
    val samlProviderList: List<SamlProviderListEntry>,
)

@Serializable
internal data class SamlProviderListEntry(
    val arn: String,
    val validUntil: Instant,
    val createDate: Instant,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSAMLProviders.html */
@Suppress("UNUSED_PARAMETER")
internal fun listSamlProviders(
    request: Unit,
    call: IamCall,
): ListSamlProvidersResponse =
    ListSamlProvidersResponse(
        call.state.now[SAML_PROVIDERS].values.sortedBy { it.name }
            .map { SamlProviderListEntry(it.arn, it.validUntil, it.createdAt) }
    )

@Serializable
internal data class TagSamlProviderRequest(
    val samlProviderArn: String,
    val tags: List<Tag>,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagSAMLProvider.html */
internal fun tagSamlProvider(
    request: TagSamlProviderRequest,
    call: IamCall,
) = call.changeSaml(request.samlProviderArn) { it.copy(tags = tagged(it.tags, request.tags)) }

@Serializable
internal data class UntagSamlProviderRequest(
    val samlProviderArn: String,
    val tagKeys: List<String>,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagSAMLProvider.html */
internal fun untagSamlProvider(
    request: UntagSamlProviderRequest,
    call: IamCall,
) = call.changeSaml(request.samlProviderArn) { it.copy(tags = untagged(it.tags, request.tagKeys)) }

@Serializable
internal data class ListOfSamlProviderRequest(
    val samlProviderArn: String,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSAMLProviderTags.html */
internal fun listSamlProviderTags(
    request: ListOfSamlProviderRequest,
    call: IamCall,
): ListTagsResponse = call.state.now.samlProvider(request.samlProviderArn).let { tagPage(request, it.tags, it.arn) }

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
private const val PROVIDERS = 100
private const val PRIVATE_KEYS = 2

/** AWS's own documents of providers are good for a hundred years. */
private const val VALIDITY = 36_500
private const val UUID = 14
private const val KEY_ID = 22
