package io.mockaws.services.iam.op

import io.mockaws.kit.AccessKeyIds
import io.mockaws.kit.Tables
import io.mockaws.services.iam.principal.AccessKey
import io.mockaws.services.iam.state.ACCESS_KEYS
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.USERS
import io.mockaws.services.iam.state.second
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class AccessKeyView(
    val userName: String,
    val accessKeyId: String,
    val status: AccessKey.Status,
    val secretAccessKey: String,
    val createDate: Instant,
)

@Serializable
internal data class CreateAccessKeyResponse(
    val accessKey: AccessKeyView,
)

/** The keys that [owner] has, the oldest first. */
internal fun Tables.keysOf(owner: String): List<AccessKey> =
    this[ACCESS_KEYS].values.filter { it.owner == owner && it.status != AccessKey.Status.Deleted }
        .sortedWith(compareBy({ it.createdAt }, { it.id }))

/** The id of who has keys or the like: the user that is called [name], or else whoever calls, the root user too. */
internal fun IamCall.ownerOf(name: String?): String =
    if (name == null && callsAsRoot) account else userOrCaller(name).id

/** What IAM calls [owner]: the root user has no name of its own. */
internal fun Tables.nameOf(owner: String): String = this[USERS][owner]?.name ?: "root"

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
internal fun createAccessKey(
    request: UserNameRequest,
    call: IamCall,
): CreateAccessKeyResponse {
    val owner = call.ownerOf(request.userName)
    val key = AccessKey(AccessKeyIds.lasting(call.account, call.ids), call.newSecret(), owner, call.second())
    return call.state.write {
        if (keysOf(owner).size >= KEYS_PER_USER) throw IamFaults.quota("AccessKeysPerUser", KEYS_PER_USER)
        this[ACCESS_KEYS, key.id] = key
        CreateAccessKeyResponse(AccessKeyView(nameOf(owner), key.id, key.status, key.secret, key.createdAt))
    }
}

private fun IamCall.newSecret(): String = ids.random(SECRET, BASE64)

@Serializable
internal data class UpdateAccessKeyRequest(
    val userName: String? = null,
    val accessKeyId: String,
    val status: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html */
internal fun updateAccessKey(
    request: UpdateAccessKeyRequest,
    call: IamCall,
) {
    // The model knows Expired, too, which keys cannot be made.
    val status =
        AccessKey.Status.entries.firstOrNull { it.name == request.status && it != AccessKey.Status.Deleted }
            ?: throw IamFaults.invalidInput("Status ${request.status} is not valid for an access key.")
    call.changeKey(request.userName, request.accessKeyId, status)
}

@Serializable
internal data class DeleteAccessKeyRequest(
    val userName: String? = null,
    val accessKeyId: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html */
internal fun deleteAccessKey(
    request: DeleteAccessKeyRequest,
    call: IamCall,
) = call.changeKey(request.userName, request.accessKeyId, AccessKey.Status.Deleted)

private fun IamCall.changeKey(
    user: String?,
    id: String,
    status: AccessKey.Status,
) {
    val owner = ownerOf(user)
    state.write {
        val key = keysOf(owner).firstOrNull { it.id == id } ?: throw noSuchKey(id)
        this[ACCESS_KEYS, id] = key.copy(status = status)
    }
}

private fun noSuchKey(id: String) = IamFaults.noSuch("The Access Key with id $id cannot be found.")

@Serializable
internal data class ListAccessKeysResponse(
    val accessKeyMetadata: List<AccessKeyMetadata>,
    val isTruncated: Boolean,
    val marker: String?,
)

@Serializable
internal data class AccessKeyMetadata(
    val userName: String,
    val accessKeyId: String,
    val status: AccessKey.Status,
    val createDate: Instant,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
internal fun listAccessKeys(
    request: ListOfUserRequest,
    call: IamCall,
): ListAccessKeysResponse {
    val owner = call.ownerOf(request.userName)
    val tables = call.state.now
    val page = page(request, tables.keysOf(owner), "keys $owner") { it.id }
    val name = tables.nameOf(owner)
    val keys = page.items.map { AccessKeyMetadata(name, it.id, it.status, it.createdAt) }
    return ListAccessKeysResponse(keys, page.nextToken != null, page.nextToken)
}

@Serializable
internal data class GetAccessKeyLastUsedRequest(
    val accessKeyId: String,
)

@Serializable
internal data class GetAccessKeyLastUsedResponse(
    val userName: String?,
    val accessKeyLastUsed: AccessKeyLastUsed,
)

@Serializable
internal data class AccessKeyLastUsed(
    val lastUsedDate: Instant?,
    val serviceName: String,
    val region: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html */
internal fun getAccessKeyLastUsed(
    request: GetAccessKeyLastUsedRequest,
    call: IamCall,
): GetAccessKeyLastUsedResponse {
    val tables = call.state.now
    val key =
        tables[ACCESS_KEYS][request.accessKeyId]?.takeIf { it.status != AccessKey.Status.Deleted }
            ?: throw noSuchKey(request.accessKeyId)
    val use = call.world.uses.ofKey(key.id)
    val lastUsed = AccessKeyLastUsed(use?.at, use?.service ?: NEVER, use?.region ?: NEVER)
    return GetAccessKeyLastUsedResponse(tables.nameOf(key.owner), lastUsed)
}

/** What stands in place of a service and region where a key was never used. */
internal const val NEVER = "N/A"
private const val KEYS_PER_USER = 2
private const val SECRET = 40
private const val BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
