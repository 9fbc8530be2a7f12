package io.mockaws.services.dynamodb.streams

/**
 * What the records of a stream hold of an item beside its key.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_StreamSpecification.html
 */
internal enum class StreamViewType(
    val hasOld: Boolean,
    val hasNew: Boolean,
) {
    NEW_IMAGE(hasOld = false, hasNew = true),
    OLD_IMAGE(hasOld = true, hasNew = false),
    NEW_AND_OLD_IMAGES(hasOld = true, hasNew = true),
    KEYS_ONLY(hasOld = false, hasNew = false),
    ;

    companion object {
        /** As a refusal lists them. */
        val names: List<String> = listOf(OLD_IMAGE, KEYS_ONLY, NEW_AND_OLD_IMAGES, NEW_IMAGE).map { it.name }
    }
}
