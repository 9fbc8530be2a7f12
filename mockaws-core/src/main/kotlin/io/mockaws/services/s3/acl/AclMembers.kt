package io.mockaws.services.s3.acl

/** The headers by which a request says what ACL there is to be: one of AWS's own by its name, or grants. */
internal interface AclMembers {
    val acl: String?
    val grantFullControl: String?
    val grantRead: String?
    val grantReadACP: String?
    val grantWriteACP: String?

    /** Not for an object to come, which nobody can write into. */
    val grantWrite: String? get() = null
}

/** What has an ACL: a canned one does not mean the same for both. */
internal enum class AclTarget {
    BUCKET,
    OBJECT,
}

/** An ACL that a request asks for. */
internal class RequestedAcl(
    val acl: Acl,
    /** Its name; null where it was spelled out. */
    val canned: String? = null,
)

/** What the headers ask for, for what belongs to [owner]; null where they ask for nothing. */
internal fun AclMembers.inHeaders(
    target: AclTarget,
    owner: String,
    bucketOwner: String = owner,
): RequestedAcl? {
    val grants =
        granted(grantFullControl, "x-amz-grant-full-control", Permission.FULL_CONTROL) +
            granted(grantRead, "x-amz-grant-read", Permission.READ) +
            granted(grantWrite, "x-amz-grant-write", Permission.WRITE) +
            granted(grantReadACP, "x-amz-grant-read-acp", Permission.READ_ACP) +
            granted(grantWriteACP, "x-amz-grant-write-acp", Permission.WRITE_ACP)
    val name = acl ?: return if (grants.isEmpty()) null else RequestedAcl(Acl(grants))
    if (grants.isNotEmpty()) throw AclFaults.cannedAndGrants()
    return RequestedAcl(CannedAcl.of(name, target, owner, bucketOwner), name)
}

/** What headers or [document] ask for, of which there has to be one. */
internal fun AclMembers.requested(
    document: AccessControlPolicy?,
    target: AclTarget,
    owner: String,
    bucketOwner: String = owner,
): RequestedAcl {
    val inHeaders = inHeaders(target, owner, bucketOwner)
    if (inHeaders == null) return RequestedAcl((document ?: throw AclFaults.nothingAsked()).toAcl(owner))
    if (document != null) throw AclFaults.headersAndDocument()
    return inHeaders
}

/** `id="...", uri="..."`; the quotes may be missing. */
private fun granted(
    value: String?,
    header: String,
    permission: Permission,
): List<Grant> =
    value?.split(',').orEmpty().map { one ->
        val (type, _, name) =
            GRANTEE.matchEntire(one.trim())?.destructured ?: throw AclFaults.notRecognized(header, value!!)
        val grantee =
            when (type.lowercase()) {
                "id" -> Grantee.user(name, type)
                "uri" -> Grantee.group(name, type)
                else -> throw AclFaults.emailGrantee()
            }
        Grant(grantee, permission)
    }

private val GRANTEE = Regex("(id|uri|emailAddress)\\s*=\\s*(\"?)([^\"]*)\\2", RegexOption.IGNORE_CASE)
