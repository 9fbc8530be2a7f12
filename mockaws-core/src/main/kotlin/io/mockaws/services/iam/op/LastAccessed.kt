package io.mockaws.services.iam.op

import io.mockaws.engine.CredentialUses
import io.mockaws.kit.Tables
import io.mockaws.model.Models
import io.mockaws.services.iam.account.AccessReport
import io.mockaws.services.iam.policy.GrantedServices
import io.mockaws.services.iam.principal.Entity
import io.mockaws.services.iam.principal.Group
import io.mockaws.services.iam.principal.PolicyOwner
import io.mockaws.services.iam.principal.Role
import io.mockaws.services.iam.principal.User
import io.mockaws.services.iam.state.ACCESS_REPORTS
import io.mockaws.services.iam.state.GROUPS
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.USERS
import io.mockaws.services.iam.state.owners
import io.mockaws.services.iam.state.policyOrNull
import io.mockaws.services.iam.state.second
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class GenerateServiceLastAccessedDetailsRequest(
    val arn: String,
    val granularity: String? = null,
)

@Serializable
internal data class JobIdResponse(
    val jobId: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateServiceLastAccessedDetails.html */
internal fun generateServiceLastAccessedDetails(
    request: GenerateServiceLastAccessedDetailsRequest,
    call: IamCall,
): JobIdResponse {
    val tables = call.state.now
    if (tables.ownersBehind(request.arn).isEmpty() && tables.policyOrNull(request.arn) == null) {
        throw IamFaults.noSuch("ARN ${request.arn} not found.")
    }
    val report = AccessReport(call.ids.uuid(), request.arn, request.granularity ?: "SERVICE_LEVEL", call.second())
    call.state.write { this[ACCESS_REPORTS, report.id] = report }
    return JobIdResponse(report.id)
}

/** Who makes calls in the name of [arn]: a user or role itself, the users of a group, those that a policy is attached to. */
private fun Tables.ownersBehind(arn: String): List<PolicyOwner<*>> {
    val named = owners().firstOrNull { it.arn == arn } ?: return owners().filter { arn in it.attached }
    return if (named is Group) this[USERS].values.filter { named.id in it.groups } + named else listOf(named)
}

@Serializable
internal data class GetServiceLastAccessedDetailsRequest(
    val jobId: String,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

@Serializable
internal data class GetServiceLastAccessedDetailsResponse(
    val jobStatus: String,
    val jobType: String,
    val jobCreationDate: Instant,
    val jobCompletionDate: Instant,
    val servicesLastAccessed: List<ServiceLastAccessed>,
    val isTruncated: Boolean,
    val marker: String?,
)

@Serializable
internal data class ServiceLastAccessed(
    val serviceName: String,
    val serviceNamespace: String,
    val lastAuthenticated: Instant?,
    val lastAuthenticatedEntity: String?,
    val lastAuthenticatedRegion: String?,
    val totalAuthenticatedEntities: Int,
)

/** The services that the policies allow, and what was called of them. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html */
internal fun getServiceLastAccessedDetails(
    request: GetServiceLastAccessedDetailsRequest,
    call: IamCall,
): GetServiceLastAccessedDetailsResponse {
    val tables = call.state.now
    val report = call.report(request.jobId)
    val documents = tables.documentsOf(report.arn)
    val allowed = GrantedServices.of(documents, allServices.keys)
    val uses = call.usesOf(tables.ownersBehind(report.arn))
    val all =
        allowed.sorted().map { namespace ->
            val used = uses.filter { it.second.service == namespace }.sortedByDescending { it.second.at }
            val last = used.firstOrNull()
            ServiceLastAccessed(
                allServices[namespace] ?: namespace,
                namespace,
                last?.second?.at,
                last?.first?.arn,
                last?.second?.region,
                used.size,
            )
        }
    val page = page(request, all, report.id) { it.serviceNamespace }
    return GetServiceLastAccessedDetailsResponse(
        "COMPLETED",
        report.granularity,
        report.createdAt,
        report.createdAt,
        page.items,
        page.nextToken != null,
        page.nextToken,
    )
}

private fun IamCall.report(id: String): AccessReport =
    state.now[ACCESS_REPORTS][id] ?: throw IamFaults.noSuch("Report $id does not exist")

private fun IamCall.usesOf(owners: List<PolicyOwner<*>>): List<Pair<PolicyOwner<*>, CredentialUses.Use>> =
    owners.flatMap { owner -> world.uses.ofPrincipal(owner.id).map { owner to it } }

/** All policies of a user, group or role, or the one that [arn] is of. */
private fun Tables.documentsOf(arn: String): List<String> {
    val owner = owners().firstOrNull { it.arn == arn }
    if (owner == null) return listOfNotNull(policyOrNull(arn)?.default?.document)
    return policiesOf(owner).map { it.document }
}

/** A policy that grants something to somebody. */
private class Granting(
    val owner: PolicyOwner<*>,
    val name: String,
    /** Null for an inline one. */
    val arn: String?,
    val document: String,
)

private fun Tables.policiesOf(owner: PolicyOwner<*>): List<Granting> {
    val groups = (owner as? User)?.groups.orEmpty().mapNotNull { this[GROUPS][it] }
    return (listOf(owner) + groups).flatMap { one ->
        one.inline.map { (name, document) -> Granting(one, name, null, document) } +
            one.attached.mapNotNull { policyOrNull(it) }.map { Granting(one, it.name, it.arn, it.default.document) }
    }
}

@Serializable
internal data class GetServiceLastAccessedDetailsWithEntitiesRequest(
    val jobId: String,
    val serviceNamespace: String,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

@Serializable
internal data class GetServiceLastAccessedDetailsWithEntitiesResponse(
    val jobStatus: String,
    val jobCreationDate: Instant,
    val jobCompletionDate: Instant,
    val entityDetailsList: List<EntityDetails>,
    val isTruncated: Boolean,
    val marker: String?,
)

@Serializable
internal data class EntityDetails(
    val entityInfo: EntityInfo,
    val lastAuthenticated: Instant?,
)

@Serializable
internal data class EntityInfo(
    val arn: String,
    val name: String,
    val type: String,
    val id: String,
    val path: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetailsWithEntities.html */
internal fun getServiceLastAccessedDetailsWithEntities(
    request: GetServiceLastAccessedDetailsWithEntitiesRequest,
    call: IamCall,
): GetServiceLastAccessedDetailsWithEntitiesResponse {
    val report = call.report(request.jobId)
    val owners = call.state.now.ownersBehind(report.arn).filter { it !is Group }
    val all =
        owners.sortedBy { it.name }.map { owner ->
            val use = call.world.uses.ofPrincipal(owner.id).firstOrNull { it.service == request.serviceNamespace }
            EntityDetails(EntityInfo(owner.arn, owner.name, typeOf(owner), owner.id, owner.path), use?.at)
        }
    val page = page(request, all, "${report.id} ${request.serviceNamespace}") { it.entityInfo.id }
    return GetServiceLastAccessedDetailsWithEntitiesResponse(
        "COMPLETED",
        report.createdAt,
        report.createdAt,
        page.items,
        page.nextToken != null,
        page.nextToken,
    )
}

private fun typeOf(entity: Entity): String =
    when (entity) {
        is User -> "USER"
        is Role -> "ROLE"
        else -> "GROUP"
    }

@Serializable
internal data class ListPoliciesGrantingServiceAccessRequest(
    val arn: String,
    val serviceNamespaces: List<String>,
    override val marker: String? = null,
) : Paged {
    override val maxItems: Int? get() = null
}

@Serializable
internal data class ListPoliciesGrantingServiceAccessResponse(
    val policiesGrantingServiceAccess: List<PoliciesGranting>,
    val isTruncated: Boolean,
    val marker: String?,
)

@Serializable
internal data class PoliciesGranting(
    val serviceNamespace: String,
    val policies: List<PolicyGranting>,
)

@Serializable
internal data class PolicyGranting(
    val policyName: String,
    val policyType: String,
    val policyArn: String?,
    val entityType: String?,
    val entityName: String?,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPoliciesGrantingServiceAccess.html */
internal fun listPoliciesGrantingServiceAccess(
    request: ListPoliciesGrantingServiceAccessRequest,
    call: IamCall,
): ListPoliciesGrantingServiceAccessResponse {
    val tables = call.state.now
    val owner =
        tables.owners().firstOrNull { it.arn == request.arn } ?: throw IamFaults.noSuch("ARN ${request.arn} not found.")
    val policies = tables.policiesOf(owner)
    val all =
        request.serviceNamespaces.map { namespace ->
            val granting = policies.filter { namespace in GrantedServices.of(listOf(it.document), setOf(namespace)) }
            PoliciesGranting(namespace, granting.map(::view))
        }
    val page = page(request, all, request.copy(marker = null)) { it.serviceNamespace }
    return ListPoliciesGrantingServiceAccessResponse(page.items, page.nextToken != null, page.nextToken)
}

/** Of an inline policy it is told whose it is. */
private fun view(granting: Granting): PolicyGranting =
    if (granting.arn == null) {
        PolicyGranting(granting.name, "INLINE", null, typeOf(granting.owner), granting.owner.name)
    } else {
        PolicyGranting(granting.name, "MANAGED", granting.arn, null, null)
    }

/** The names of all services by their namespaces. */
private val allServices: Map<String, String> by lazy {
    Models.index.associate { it.signingName to it.id }
}
