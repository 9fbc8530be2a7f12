package io.mockaws.services.kms.state

import io.mockaws.engine.CallContext
import io.mockaws.engine.keys.KeyName
import io.mockaws.kit.Arn
import io.mockaws.kit.arn
import io.mockaws.services.kms.key.Alias
import io.mockaws.services.kms.key.Key
import io.mockaws.services.kms.key.KeyMaterial
import io.mockaws.services.kms.key.KeySpec
import io.mockaws.services.kms.key.KeyUsage
import io.mockaws.services.kms.key.Origin
import io.mockaws.services.kms.key.RotationSchedule
import io.mockaws.wire.Blob
import kotlin.time.Duration.Companion.days

/** A key that was never there before; not yet among those of the place. */
internal fun CallContext<KmsState>.newKey(
    spec: KeySpec = KeySpec.SYMMETRIC_DEFAULT,
    usage: KeyUsage = spec.usages.first(),
    origin: Origin = Origin.AWS_KMS,
    isMultiRegion: Boolean = false,
    description: String = "",
    policy: String? = null,
    tags: Map<String, String> = emptyMap(),
): Key {
    val id = if (isMultiRegion) "mrk-${ids.hex(MULTI_REGION_ID)}" else ids.uuid()
    return Key(
        id = id,
        arn = arn("kms", "key/$id"),
        createdAt = now(),
        spec = spec,
        usage = usage,
        origin = origin,
        description = description,
        policy = policy ?: defaultPolicy(),
        materials = if (origin == Origin.AWS_KMS) listOf(newMaterial(id, spec)) else emptyList(),
        tags = tags,
        multiRegion = if (isMultiRegion) Key.MultiRegionType.PRIMARY else null,
    )
}

private fun CallContext<KmsState>.newMaterial(
    id: String,
    spec: KeySpec,
): KeyMaterial {
    val bytes = ids.bytes(spec.bytes)
    return KeyMaterial(Blob(bytes), KeyMaterial.idOf(id, bytes))
}

/**
 * What a key allows whose maker says nothing: everything, as far as policies of IAM do.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
internal fun CallContext<KmsState>.defaultPolicy(): String =
    """
    {
      "Version" : "2012-10-17",
      "Id" : "key-default-1",
      "Statement" : [ {
        "Sid" : "Enable IAM User Permissions",
        "Effect" : "Allow",
        "Principal" : {
          "AWS" : "arn:${Arn.partitionOf(region)}:iam::$account:root"
        },
        "Action" : "kms:*",
        "Resource" : "*"
      } ]
    }
    """.trimIndent()

/** The ARN of the alias [name] of this place. */
internal fun CallContext<KmsState>.aliasArn(name: String): String = arn("kms", name)

/**
 * An alias of AWS's own, `alias/aws/SERVICE`. The key comes into being with it when it is first asked for, as when a
 * service is first told to encrypt.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk
 */
internal fun CallContext<KmsState>.managedAlias(name: String): Alias {
    state.aliases[name]?.let { return it }
    val service = name.removePrefix(KeyName.AWS_ALIAS)
    val key =
        newKey(
            description = "Default key that protects my data when no other key is defined",
            policy = managedPolicy(service),
        ).copy(isAwsManaged = true, rotation = RotationSchedule(YEAR, now() + YEAR.days))
    return state.write {
        this[KmsState.ALIASES][name] ?: Alias(name, aliasArn(name), key.id, key.createdAt, key.createdAt).also {
            this[KmsState.KEYS, key.id] = key
            this[KmsState.ALIASES, name] = it
        }
    }
}

/** Who is in the account uses it through the service. */
private fun CallContext<KmsState>.managedPolicy(service: String) =
    """
    {
      "Version" : "2012-10-17",
      "Id" : "auto-$service-1",
      "Statement" : [ {
        "Sid" : "Allow access through $service for all principals in the account that are authorized to use $service",
        "Effect" : "Allow",
        "Principal" : {
          "AWS" : "*"
        },
        "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:DescribeKey" ],
        "Resource" : "*",
        "Condition" : {
          "StringEquals" : {
            "kms:CallerAccount" : "$account",
            "kms:ViaService" : "$service.$region.amazonaws.com"
          }
        }
      }, {
        "Sid" : "Allow direct access to key metadata to the account",
        "Effect" : "Allow",
        "Principal" : {
          "AWS" : "arn:${Arn.partitionOf(region)}:iam::$account:root"
        },
        "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*" ],
        "Resource" : "*"
      } ]
    }
    """.trimIndent()

private const val MULTI_REGION_ID = 32

/** How often AWS rotates keys of its own, in days. */
private const val YEAR = 365
