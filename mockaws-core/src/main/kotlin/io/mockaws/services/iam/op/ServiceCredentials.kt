package io.mockaws.services.iam.op

import io.mockaws.services.iam.credential.ServiceCredential
import io.mockaws.services.iam.credential.Status
import io.mockaws.services.iam.principal.User
import io.mockaws.services.iam.state.EntityKind
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.SERVICE_CREDENTIALS
import io.mockaws.services.iam.state.USERS
import io.mockaws.services.iam.state.find
import io.mockaws.services.iam.state.newId
import io.mockaws.services.iam.state.of
import io.mockaws.services.iam.state.second
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.days
import kotlin.time.Instant

@Serializable
internal data class CreateServiceSpecificCredentialRequest(
    val userName: String,
    val serviceName: String,
    val credentialAgeDays: Int? = null,
)

@Serializable
internal data class ServiceSpecificCredentialResponse(
    val serviceSpecificCredential: ServiceSpecificCredentialView,
)

@Serializable
internal data class ServiceSpecificCredentialView(
    val createDate: Instant,
    val expirationDate: Instant?,
    val serviceName: String,
    val serviceUserName: String?,
    val servicePassword: String?,
    val serviceCredentialAlias: String?,
    val serviceCredentialSecret: String?,
    val serviceSpecificCredentialId: String,
    val userName: String,
    val status: Status,
)

private val ServiceCredential.isKey: Boolean get() = service == BEDROCK

private fun ServiceCredential.view(user: String): ServiceSpecificCredentialView =
    ServiceSpecificCredentialView(
        createdAt,
        expiresAt,
        service,
        userName.takeUnless { isKey },
        secret.takeUnless { isKey },
        userName.takeIf { isKey },
        secret.takeIf { isKey },
        id,
        user,
        status,
    )

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html */
internal fun createServiceSpecificCredential(
    request: CreateServiceSpecificCredentialRequest,
    call: IamCall,
): ServiceSpecificCredentialResponse {
    val user = call.state.now.find(EntityKind.USER, request.userName)
    checkService(request.serviceName)
    val now = call.second()
    val credential =
        call.state.write {
            val all = of(user.id, SERVICE_CREDENTIALS).filter { it.service == request.serviceName }
            if (all.size >= CREDENTIALS_PER_USER) {
                throw IamFaults.quota("ServiceSpecificCredentialsPerUser", CREDENTIALS_PER_USER)
            }
            val name = "${user.name}${if (all.isEmpty()) "" else "+${all.size}"}-at-${call.account}"
            ServiceCredential(
                id = call.newId("ACCA"),
                owner = user.id,
                createdAt = now,
                service = request.serviceName,
                userName = name,
                secret = call.newPassword(),
                expiresAt = request.credentialAgeDays?.let { now + it.days },
            ).also { this[SERVICE_CREDENTIALS, it.id] = it }
        }
    return ServiceSpecificCredentialResponse(credential.view(user.name))
}

private fun IamCall.newPassword(): String = ids.alphanumeric(PASSWORD) + "="

private fun checkService(name: String) {
    if (name in services) return
    throw IamFaults.noSuch("No such service $name is supported for Service Specific Credentials")
}

/** The credential with [id], of the user that is called [userName] or calls. */
private fun IamCall.credential(
    userName: String?,
    id: String,
): Pair<User, ServiceCredential> {
    val user = userOrCaller(userName)
    val found =
        state.now[SERVICE_CREDENTIALS][id]?.takeIf { it.owner == user.id }
            ?: throw IamFaults.noSuch("No such credential $id exists")
    return user to found
}

@Serializable
internal data class ServiceSpecificCredentialRequest(
    val userName: String? = null,
    val serviceSpecificCredentialId: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResetServiceSpecificCredential.html */
internal fun resetServiceSpecificCredential(
    request: ServiceSpecificCredentialRequest,
    call: IamCall,
): ServiceSpecificCredentialResponse {
    val (user, credential) = call.credential(request.userName, request.serviceSpecificCredentialId)
    val changed = credential.copy(secret = call.newPassword())
    call.state.write { this[SERVICE_CREDENTIALS, credential.id] = changed }
    return ServiceSpecificCredentialResponse(changed.view(user.name))
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceSpecificCredential.html */
internal fun deleteServiceSpecificCredential(
    request: ServiceSpecificCredentialRequest,
    call: IamCall,
) {
    val (_, credential) = call.credential(request.userName, request.serviceSpecificCredentialId)
    call.state.write { remove(SERVICE_CREDENTIALS, credential.id) }
}

@Serializable
internal data class UpdateServiceSpecificCredentialRequest(
    val userName: String? = null,
    val serviceSpecificCredentialId: String,
    val status: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServiceSpecificCredential.html */
internal fun updateServiceSpecificCredential(
    request: UpdateServiceSpecificCredentialRequest,
    call: IamCall,
) {
    val (_, credential) = call.credential(request.userName, request.serviceSpecificCredentialId)
    call.state.write {
        this[SERVICE_CREDENTIALS, credential.id] = credential.copy(status = statusOf(request.status))
    }
}

@Serializable
internal data class ListServiceSpecificCredentialsRequest(
    val userName: String? = null,
    val serviceName: String? = null,
    val allUsers: Boolean? = null,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

@Serializable
internal data class ListServiceSpecificCredentialsResponse(
    val serviceSpecificCredentials: List<ServiceSpecificCredentialMetadata>,
    val isTruncated: Boolean?,
    val marker: String?,
)

@Serializable
internal data class ServiceSpecificCredentialMetadata(
    val userName: String,
    val status: Status,
    val serviceUserName: String?,
    val createDate: Instant,
    val expirationDate: Instant?,
    val serviceSpecificCredentialId: String,
    val serviceCredentialAlias: String?,
    val serviceName: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html */
internal fun listServiceSpecificCredentials(
    request: ListServiceSpecificCredentialsRequest,
    call: IamCall,
): ListServiceSpecificCredentialsResponse {
    val tables = call.state.now
    val owner = if (request.allUsers == true) null else call.userOrCaller(request.userName).id
    request.serviceName?.let(::checkService)
    val found =
        tables[SERVICE_CREDENTIALS].values.filter {
            (owner == null || it.owner == owner) && (request.serviceName == null || it.service == request.serviceName)
        }.sortedWith(compareBy({ it.createdAt }, { it.id }))
    val page = page(request, found, "service $owner ${request.serviceName}") { it.id }
    val views =
        page.items.map {
            ServiceSpecificCredentialMetadata(
                tables[USERS][it.owner]?.name.orEmpty(),
                it.status,
                it.userName.takeUnless { _ -> it.isKey },
                it.createdAt,
                it.expiresAt,
                it.id,
                it.userName.takeIf { _ -> it.isKey },
                it.service,
            )
        }
    // LocalStack's recording has no IsTruncated: test_service_specific_credential_lifecycle.
    return ListServiceSpecificCredentialsResponse(views, true.takeIf { page.nextToken != null }, page.nextToken)
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html */
private const val BEDROCK = "bedrock.amazonaws.com"
private val services = setOf("codecommit.amazonaws.com", "cassandra.amazonaws.com", BEDROCK)
private const val CREDENTIALS_PER_USER = 2
private const val PASSWORD = 43
