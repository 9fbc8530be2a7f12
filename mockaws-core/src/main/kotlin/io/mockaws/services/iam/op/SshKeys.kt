package io.mockaws.services.iam.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.iam.credential.SshKey
import io.mockaws.services.iam.credential.SshPublicKey
import io.mockaws.services.iam.credential.Status
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.SSH_KEYS
import io.mockaws.services.iam.state.find
import io.mockaws.services.iam.state.newId
import io.mockaws.services.iam.state.of
import io.mockaws.services.iam.state.second
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class UploadSshPublicKeyRequest(
    val userName: String,
    val sshPublicKeyBody: String,
)

@Serializable
internal data class SshPublicKeyResponse(
    val sshPublicKey: SshPublicKeyView,
)

@Serializable
internal data class SshPublicKeyView(
    val userName: String,
    val sshPublicKeyId: String,
    val fingerprint: String,
    val sshPublicKeyBody: String,
    val status: Status,
    val uploadDate: Instant,
)

private fun SshKey.view(
    userName: String,
    body: String,
): SshPublicKeyView =
    SshPublicKeyView(userName, id, checkNotNull(SshPublicKey.of(this.body)).fingerprint, body, status, createdAt)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html */
internal fun uploadSshPublicKey(
    request: UploadSshPublicKeyRequest,
    call: IamCall,
): SshPublicKeyResponse {
    val user = call.state.now.find(EntityKind.USER, request.userName)
    val given = SshPublicKey.of(request.sshPublicKeyBody)
    if (given == null || given.bits < LEAST_BITS) throw AwsFault("InvalidPublicKey", "The public key is invalid.")
    val key = SshKey(call.newId("APKA"), user.id, call.second(), request.sshPublicKeyBody)
    call.state.write {
        val all = of(user.id, SSH_KEYS)
        if (all.any { SshPublicKey.of(it.body)?.fingerprint == given.fingerprint }) {
            throw AwsFault("DuplicateSSHPublicKey", "The SSH public key is already associated with the user.")
        }
        if (all.size >= KEYS_PER_USER) throw IamFaults.quota("SSHPublicKeysPerUser", KEYS_PER_USER)
        this[SSH_KEYS, key.id] = key
    }
    return SshPublicKeyResponse(key.view(user.name, key.body))
}

private fun IamCall.sshKey(
    userName: String,
    id: String,
): SshKey {
    val user = state.now.find(EntityKind.USER, userName)
    return state.now[SSH_KEYS][id]?.takeIf { it.owner == user.id }
        ?: throw IamFaults.noSuch("The Public Key with id $id cannot be found.")
}

@Serializable
internal data class GetSshPublicKeyRequest(
    val userName: String,
    val sshPublicKeyId: String,
    val encoding: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSSHPublicKey.html */
internal fun getSshPublicKey(
    request: GetSshPublicKeyRequest,
    call: IamCall,
): SshPublicKeyResponse {
    val key = call.sshKey(request.userName, request.sshPublicKeyId)
    val isPem = key.body.trim().startsWith("-----")
    val read = checkNotNull(SshPublicKey.of(key.body))
    val body =
        when (request.encoding) {
            "PEM" -> if (isPem) key.body else read.pem
            else -> if (isPem) read.ssh else key.body
        }
    return SshPublicKeyResponse(key.view(request.userName, body))
}

@Serializable
internal data class UpdateSshPublicKeyRequest(
    val userName: String,
    val sshPublicKeyId: String,
    val status: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSSHPublicKey.html */
internal fun updateSshPublicKey(
    request: UpdateSshPublicKeyRequest,
    call: IamCall,
) {
    val key = call.sshKey(request.userName, request.sshPublicKeyId)
    call.state.write { this[SSH_KEYS, key.id] = key.copy(status = statusOf(request.status)) }
}

/** The model knows Expired, too, which nobody can make of what they have. */
internal fun statusOf(text: String): Status =
    Status.entries.firstOrNull { it.name == text } ?: throw IamFaults.invalidInput("Status $text is not valid.")

@Serializable
internal data class DeleteSshPublicKeyRequest(
    val userName: String,
    val sshPublicKeyId: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSSHPublicKey.html */
internal fun deleteSshPublicKey(
    request: DeleteSshPublicKeyRequest,
    call: IamCall,
) {
    val key = call.sshKey(request.userName, request.sshPublicKeyId)
    call.state.write { remove(SSH_KEYS, key.id) }
}

@Serializable
internal data class ListSshPublicKeysResponse(
    val sshPublicKeys: List<SshPublicKeyMetadata>,
    val isTruncated: Boolean,
    val marker: String?,
)

@Serializable
internal data class SshPublicKeyMetadata(
    val userName: String,
    val sshPublicKeyId: String,
    val status: Status,
    val uploadDate: Instant,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSSHPublicKeys.html */
internal fun listSshPublicKeys(
    request: ListOfUserRequest,
    call: IamCall,
): ListSshPublicKeysResponse {
    val user = call.userOrCaller(request.userName)
    val page = page(request, call.state.now.of(user.id, SSH_KEYS), "ssh ${user.id}") { it.id }
    val keys = page.items.map { SshPublicKeyMetadata(user.name, it.id, it.status, it.createdAt) }
    return ListSshPublicKeysResponse(keys, page.nextToken != null, page.nextToken)
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
private const val KEYS_PER_USER = 5
private const val LEAST_BITS = 2048
