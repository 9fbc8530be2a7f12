package io.mockaws.services.s3.page

import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.state.StateLink

/** What stands before a prefix, a key, or an id and a key in the path of a folder, an object, a version. */
internal const val PREFIX_STEP: String = "prefix"
internal const val KEY_STEP: String = "key"
internal const val VERSION_STEP: String = "version"

/** What stands behind the bucket in the path of all its versions. */
internal const val VERSIONS_STEP: String = "versions"

/** The bucket and the folders around [key]. */
internal fun trail(
    bucket: Bucket,
    key: String,
): List<StateLink> {
    val folders =
        key.indices.filter { key[it] == '/' && it < key.lastIndex }.map { slash ->
            val prefix = key.take(slash + 1)
            StateLink(nameOf(prefix), listOf(bucket.name, PREFIX_STEP, prefix))
        }
    return listOf(StateLink(bucket.name, listOf(bucket.name))) + folders
}

/** What stands behind the last slash that has something behind it. */
internal fun nameOf(key: String): String = key.trimEnd('/').substringAfterLast('/').ifEmpty { key }
