// A subscription's number, as text. It fits a bigint of Postgres.
export const subscriptionNumber = /^[1-9]\d{0,17}$/;
