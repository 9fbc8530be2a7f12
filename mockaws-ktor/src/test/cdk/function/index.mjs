export const handler = async (event) => {
  if (event.Records) return {};
  const { STAGE, TABLE, BUCKET } = process.env;
  return { statusCode: 200, body: JSON.stringify({ path: event.path, stage: STAGE, table: TABLE, bucket: BUCKET }) };
};
